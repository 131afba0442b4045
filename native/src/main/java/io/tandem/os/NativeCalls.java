package io.tandem.os;

import com.sun.jna.Native;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What all native calls share. Initialized once, by {@link NativeLibrary}. */
final class NativeCalls {
    private static Platform platform = Platform.X86_64;
    private static int pageSize = 4096;
    private static long monotonicOffset;

    private NativeCalls() {}

    /** Loads JNA and asks the system what calls need to know. */
    static void initialize(final Platform current) {
        platform = current;
        final long page = LibC.sysconf(Platform.SC_PAGESIZE);
        pageSize = page > 0 ? (int) page : 4096;
        monotonicOffset = measureMonotonicOffset();
    }

    static Platform platform() {
        return platform;
    }

    static int pageSize() {
        return pageSize;
    }

    /** The time of CLOCK_MONOTONIC, in nanoseconds, without a native call. */
    static long monotonicNow() {
        return System.nanoTime() + monotonicOffset;
    }

    /** For calls that set errno: throws if the result is -1. */
    static int check(final int result, final String call, final @Nullable Path path) {
        if (result == -1) {
            throw Failures.of(call, path, Native.getLastError());
        }
        return result;
    }

    static long syscall(final long number, final long a, final long b, final long c) {
        return LibC.syscall(number, a, b, c, 0, 0, 0);
    }

    /**
     * HotSpot's nanoTime is CLOCK_MONOTONIC itself, but that isn't promised; the closest of a few samples tells.
     */
    private static long measureMonotonicOffset() {
        try (NativeMemory memory = new NativeMemory(Platform.TIMESPEC_SIZE)) {
            final ByteBuffer time = memory.bytes();
            long best = 0;
            long bestSpan = Long.MAX_VALUE;
            for (int i = 0; i < 5; i++) {
                final long before = System.nanoTime();
                check(LibC.clock_gettime(Platform.CLOCK_MONOTONIC, memory.address()), "clock_gettime", null);
                final long after = System.nanoTime();
                if (after - before < bestSpan) {
                    bestSpan = after - before;
                    best = time.getLong(0) * 1_000_000_000L + time.getLong(8) - before;
                }
            }
            return best;
        }
    }
}
