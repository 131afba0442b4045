package io.tandem.os;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** A mapping beyond the JDK's 2 GiB. It is unmapped once neither it nor one of its windows can be reached. */
final class LargeMapping implements Mapping {
    private static final Cleaner CLEANER = Cleaner.create(action -> {
        final Thread thread = new Thread(null, action, "tandem-unmapper", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    });

    private final long address;
    private final long length;
    private final Region region;

    private LargeMapping(final long address, final long length) {
        this.address = address;
        this.length = length;
        region = new Region(address, length);
    }

    static LargeMapping of(final Path path, final long length) {
        final int descriptor = Descriptors.open(path);
        final long address;
        try {
            address = LibC.mmap(0, length, Platform.PROT_READ_WRITE, Platform.MAP_SHARED, descriptor, 0);
            if (address == -1) {
                throw Failures.of("mmap", path, Native.getLastError());
            }
        } finally {
            Descriptors.close(descriptor);
        }
        final LargeMapping mapping = new LargeMapping(address, length);
        CLEANER.register(mapping, mapping.region::release);
        return mapping;
    }

    @Override
    public long address() {
        return address;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public ByteBuffer buffer(final long offset, final int size) {
        Objects.checkFromIndexSize(offset, size, length);
        region.acquire();
        final ByteBuffer window = new Pointer(address + offset).getByteBuffer(0, size); // in native order
        CLEANER.register(window, region::release); // its slices keep the window itself reachable
        return window;
    }

    /** Counts who may still touch the memory: the mapping and its windows. */
    private static final class Region {
        private final long address;
        private final long length;
        private final AtomicInteger users = new AtomicInteger(1);

        Region(final long address, final long length) {
            this.address = address;
            this.length = length;
        }

        void acquire() {
            users.incrementAndGet();
        }

        void release() {
            if (users.decrementAndGet() == 0 && LibC.munmap(address, length) != 0) {
                System.getLogger(LargeMapping.class.getName())
                        .log(
                                System.Logger.Level.ERROR,
                                "munmap of {0} bytes failed: {1}",
                                length,
                                Errno.name(Native.getLastError()));
            }
        }
    }
}
