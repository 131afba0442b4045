package io.tandem.channel.internal;

import io.tandem.os.AsymmetricFence;
import io.tandem.os.NativeLibrary;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Who finishes a close: the closer, when the calls that it has woken leave soon, or else the last of them.
 *
 * <p>The closer marks the handle as closed, then looks whether a thread is inside; a thread leaves through a
 * {@link ThreadGuard}, then looks whether the handle is closed. Each stores before it loads what the other stores, so without
 * fences both could miss the other, and nobody would finish. The frequent side, {@link ThreadGuard#exit}, has the light half of an
 * {@link AsymmetricFence}; so whoever is about to look no more puts the heavy half before its last look.
 */
public final class LastOut {
    /** A close waits this long for calls that it has woken; what takes longer (a codec) finishes the closing itself. */
    private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** No store stays in its processor's buffer for nearly as long. */
    private static final long UNFENCED_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private LastOut() {}

    /**
     * For the closer, once the handle is marked as closed and who waits inside was woken.
     *
     * @param finish   seals the guards and, once, lets go of what is closed; whether that is done.
     * @param isInside whether the current thread is inside itself, and so will leave later.
     * @return whether it is finished; if not, who leaves last does it.
     */
    public static boolean close(final BooleanSupplier finish, final BooleanSupplier isInside) {
        final long start = System.nanoTime();
        while (!finish.getAsBoolean()) {
            if (isInside.getAsBoolean()) {
                return false;
            }
            if (System.nanoTime() - start >= LONGEST_WAIT_NANOS) {
                return lookOnceMore(finish);
            }
            Thread.onSpinWait();
            Thread.yield();
        }
        return true;
    }

    /**
     * For a thread that has left through its guard, and found the handle closed.
     *
     * @param finish as above.
     * @return whether that is done; if not, somebody else is inside.
     */
    public static boolean leave(final BooleanSupplier finish) {
        return finish.getAsBoolean() || lookOnceMore(finish);
    }

    private static boolean lookOnceMore(final BooleanSupplier finish) {
        if (NativeLibrary.isReady()) {
            AsymmetricFence.heavy();
        } else {
            LockSupport.parkNanos(UNFENCED_PAUSE_NANOS); // never loaded just to close
        }
        return finish.getAsBoolean();
    }
}
