package io.tandem.wait.internal;

import io.tandem.wait.WaitPolicy;

/** The one loop that waits: spins for a budget, then sleeps in slices, each of which looks at the condition itself. */
public final class Waiting {
    /** No deadline. */
    public static final long FOREVER = Long.MAX_VALUE;

    private Waiting() {}

    /** What is waited for; may throw to end the wait, such as when the peer died or the handle was closed. */
    @FunctionalInterface
    public interface Condition {
        /** {@return whether the wait is over} Looked at often: cheap at first, {@code slow} once per slice. */
        boolean holds(boolean slow);
    }

    /**
     * Waits until a condition holds.
     *
     * @param policy       how.
     * @param source       signalled when the condition may have changed.
     * @param condition    looked at before, between and after sleeps; {@code slow} is true once per slice of 50 ms at most,
     *                     for checks that cost a system call (is the peer alive?).
     * @param timeoutNanos to wait at most; {@link #FOREVER} for no limit; 0 or less only looks.
     * @return whether the condition holds; false when the time is up.
     * @throws InterruptedException if this thread is interrupted before or during the wait.
     */
    public static boolean await(
            final WaitPolicy policy, final EventSource source, final Condition condition, final long timeoutNanos)
            throws InterruptedException {
        throw new UnsupportedOperationException();
    }
}
