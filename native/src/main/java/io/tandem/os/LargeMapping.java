package io.tandem.os;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** A mapping that the JDK can't make: beyond its 2 GiB, or at an address of our choice. It is unmapped once neither it nor one of its windows can be reached. */
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
        return registered(mapFile(path, 0, length, Platform.MAP_SHARED), length);
    }

    /** At a multiple of a power of two: addresses are reserved with room to spare, and those around it given back. */
    static LargeMapping aligned(final Path path, final long length, final long alignment) {
        final long page = NativeCalls.pageSize();
        final long pages = (length + page - 1) & -page;
        final long reserved = LibC.mmap(
                0,
                pages + alignment,
                Platform.PROT_NONE,
                Platform.MAP_PRIVATE | Platform.MAP_ANONYMOUS | Platform.MAP_NORESERVE,
                -1,
                0);
        if (reserved == -1) {
            throw Failures.of("mmap", path, Native.getLastError());
        }
        final long address = (reserved + alignment - 1) & -alignment;
        boolean mapped = false;
        try {
            mapFile(path, address, length, Platform.MAP_SHARED | Platform.MAP_FIXED);
            mapped = true;
        } finally {
            if (!mapped) {
                LibC.munmap(reserved, pages + alignment);
            }
        }
        unmap(reserved, address - reserved);
        unmap(address + pages, reserved + alignment - address);
        return registered(address, length);
    }

    private static LargeMapping registered(final long address, final long length) {
        final LargeMapping mapping = new LargeMapping(address, length);
        CLEANER.register(mapping, mapping.region::release);
        return mapping;
    }

    private static long mapFile(final Path path, final long at, final long length, final int flags) {
        final int descriptor = Descriptors.open(path);
        try {
            final long address = LibC.mmap(at, length, Platform.PROT_READ_WRITE, flags, descriptor, 0);
            if (address == -1) {
                throw Failures.of("mmap", path, Native.getLastError());
            }
            return address;
        } finally {
            Descriptors.close(descriptor);
        }
    }

    private static void unmap(final long address, final long length) {
        if (length > 0 && LibC.munmap(address, length) != 0) {
            System.getLogger(LargeMapping.class.getName())
                    .log(
                            System.Logger.Level.ERROR,
                            "munmap of {0} bytes failed: {1}",
                            length,
                            Errno.name(Native.getLastError()));
        }
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
            if (users.decrementAndGet() == 0) {
                unmap(address, length);
            }
        }
    }
}
