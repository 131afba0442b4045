package io.tandem.os;

import com.sun.jna.Native;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/** What is done to memory that is mapped already. */
final class MappedMemory {
    private MappedMemory() {}

    static void replaceByAnonymous(final Mapping mapping) {
        try {
            final long result = LibC.mmap(
                    mapping.address(),
                    pages(mapping.length()),
                    Platform.PROT_READ_WRITE,
                    Platform.MAP_PRIVATE | Platform.MAP_ANONYMOUS | Platform.MAP_FIXED | Platform.MAP_NORESERVE,
                    -1,
                    0);
            if (result == -1) {
                throw Failures.of("mmap(MAP_FIXED|MAP_ANONYMOUS)", null, Native.getLastError());
            }
        } finally {
            Reference.reachabilityFence(mapping);
        }
    }

    static boolean freePages(final Mapping mapping, final long offset) {
        try {
            final long length = pages(mapping.length()) - offset;
            if (length <= 0 || LibC.madvise(mapping.address() + offset, length, Platform.MADV_REMOVE) == 0) {
                return true;
            }
            final int errno = Native.getLastError();
            if (errno == Errno.EOPNOTSUPP || errno == Errno.EINVAL) {
                return false;
            }
            throw Failures.of("madvise(MADV_REMOVE)", null, errno);
        } finally {
            Reference.reachabilityFence(mapping);
        }
    }

    static void populate(final Mapping mapping, final MemoryAdvice advice) {
        try {
            populate(mapping, mapping.address(), pages(mapping.length()), advice);
        } finally {
            Reference.reachabilityFence(mapping);
        }
    }

    private static void populate(
            final Mapping mapping, final long address, final long length, final MemoryAdvice advice) {
        if (advice == MemoryAdvice.LOCK) {
            NativeCalls.check(LibC.mlock(address, length), "mlock of " + mapping.length() + " bytes", null);
        } else if (LibC.madvise(address, length, Platform.MADV_POPULATE_WRITE) == -1) {
            final int errno = Native.getLastError();
            if (errno != Errno.EINVAL) {
                throw Failures.of("madvise(MADV_POPULATE_WRITE)", null, errno);
            }
            touch(mapping); // Linux before 5.14
        }
        if (advice == MemoryAdvice.HUGE) {
            HugePages.collapse(address, length);
        }
    }

    /** Reads a byte of each page. */
    static int touch(final Mapping mapping) {
        final int page = NativeCalls.pageSize();
        int sum = 0;
        for (long offset = 0; offset < mapping.length(); offset += 1 << 30) {
            final int size = (int) Math.min(1 << 30, mapping.length() - offset);
            final ByteBuffer window = mapping.buffer(offset, size);
            for (int i = 0; i < size; i += page) {
                sum += window.get(i);
            }
        }
        return sum;
    }

    private static long pages(final long length) {
        final long page = NativeCalls.pageSize();
        return (length + page - 1) / page * page;
    }
}
