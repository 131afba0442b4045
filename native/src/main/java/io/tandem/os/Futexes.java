package io.tandem.os;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Sleeping and waking on 32-bit words. */
final class Futexes {
    /** How long other words may go unnoticed where the kernel can only watch one. */
    private static final long FALLBACK_SLICE = 10_000_000;

    /** Nobody waits for longer; keeps sums from overflowing. */
    private static final long LONGEST = Long.MAX_VALUE / 4;

    private static volatile boolean severalWords = true;

    private Futexes() {}

    static FutexResult await(final FutexWords words, final long timeout) {
        final int size = words.size();
        if (size == 0) {
            throw new IllegalArgumentException("There is no word to sleep on.");
        }
        final long nanos = Math.max(0, Math.min(timeout, LONGEST));
        if (size == 1) {
            return awaitFirst(words, nanos);
        }
        if (severalWords) {
            final FutexResult result = awaitAny(words, nanos);
            if (result != null) {
                return result;
            }
        }
        return awaitFirstInSlices(words, nanos);
    }

    static int wake(final long address, final int count, final boolean shared) {
        final long woken = NativeCalls.syscall(
                NativeCalls.platform().sysFutex,
                address,
                shared ? Platform.FUTEX_WAKE : Platform.FUTEX_WAKE | Platform.FUTEX_PRIVATE,
                count);
        if (woken < 0) {
            throw Failures.of("futex(FUTEX_WAKE)", null, Native.getLastError());
        }
        return (int) woken;
    }

    /** For tests of older kernels. Returns what was set before. */
    static boolean useSeveralWords(final boolean use) {
        final boolean before = severalWords;
        severalWords = use;
        return before;
    }

    private static FutexResult awaitFirst(final FutexWords words, final long nanos) {
        final ByteBuffer form = kernelForm(words);
        putTime(form, nanos);
        try {
            final long result = LibC.syscall(
                    NativeCalls.platform().sysFutex,
                    words.address(0),
                    words.isShared(0) ? Platform.FUTEX_WAIT : Platform.FUTEX_WAIT | Platform.FUTEX_PRIVATE,
                    words.expected(0),
                    words.kernelFormAddress,
                    0,
                    0);
            if (result == 0) {
                return FutexResult.WOKEN;
            }
        } finally {
            Reference.reachabilityFence(form);
        }
        final int errno = Native.getLastError();
        return switch (errno) {
            case Errno.EINTR -> FutexResult.WOKEN;
            case Errno.EAGAIN -> FutexResult.CHANGED;
            case Errno.ETIMEDOUT -> FutexResult.TIMED_OUT;
            default -> throw Failures.of("futex(FUTEX_WAIT)", null, errno);
        };
    }

    /** Null if the kernel can't. */
    private static @Nullable FutexResult awaitAny(final FutexWords words, final long nanos) {
        final ByteBuffer form = kernelForm(words);
        putTime(form, NativeCalls.monotonicNow() + nanos);
        for (int i = 0, at = Platform.TIMESPEC_SIZE; i < words.size(); i++, at += Platform.WAITV_SIZE) {
            form.putLong(at + Platform.WAITV_VALUE, Integer.toUnsignedLong(words.expected(i)));
            form.putLong(at + Platform.WAITV_ADDRESS, words.address(i));
            form.putLong(
                    at + Platform.WAITV_FLAGS, // and the reserved word behind them
                    words.isShared(i) ? Platform.FUTEX2_SIZE_U32 : Platform.FUTEX2_SIZE_U32 | Platform.FUTEX_PRIVATE);
        }
        try {
            final long result = LibC.syscall(
                    Platform.SYS_FUTEX_WAITV,
                    words.kernelFormAddress + Platform.TIMESPEC_SIZE,
                    words.size(),
                    0,
                    words.kernelFormAddress,
                    Platform.CLOCK_MONOTONIC,
                    0);
            if (result >= 0) {
                return FutexResult.WOKEN;
            }
        } finally {
            Reference.reachabilityFence(form);
        }
        final int errno = Native.getLastError();
        return switch (errno) {
            case Errno.EINTR -> FutexResult.WOKEN;
            case Errno.EAGAIN -> FutexResult.CHANGED;
            case Errno.ETIMEDOUT -> FutexResult.TIMED_OUT;
            case Errno.ENOSYS, Errno.EPERM -> { // Linux before 5.16; EPERM is what old container filters say
                severalWords = false;
                yield null;
            }
            default -> throw Failures.of("futex_waitv", null, errno);
        };
    }

    /** All words are looked at, one is slept on, and not for long. */
    private static FutexResult awaitFirstInSlices(final FutexWords words, final long nanos) {
        for (int i = 1; i < words.size(); i++) {
            if (new Pointer(words.address(i)).getInt(0) != words.expected(i)) {
                return FutexResult.CHANGED;
            }
        }
        final FutexResult result = awaitFirst(words, Math.min(nanos, FALLBACK_SLICE));
        return result == FutexResult.TIMED_OUT && nanos > FALLBACK_SLICE ? FutexResult.WOKEN : result;
    }

    private static ByteBuffer kernelForm(final FutexWords words) {
        final int needed = Platform.TIMESPEC_SIZE + words.size() * Platform.WAITV_SIZE;
        ByteBuffer form = words.kernelForm;
        if (form == null || form.capacity() < needed) {
            form = ByteBuffer.allocateDirect(Math.max(needed, Platform.TIMESPEC_SIZE + 4 * Platform.WAITV_SIZE))
                    .order(ByteOrder.nativeOrder());
            words.kernelForm = form;
            words.kernelFormAddress = Pointer.nativeValue(Native.getDirectBufferPointer(form));
        }
        return form;
    }

    private static void putTime(final ByteBuffer form, final long nanos) {
        form.putLong(0, nanos / 1_000_000_000L);
        form.putLong(8, nanos % 1_000_000_000L);
    }
}
