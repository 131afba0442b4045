package io.tandem.wait.internal;

import io.tandem.wait.Waitable;

/** A waitable that knows which word its changes are signalled on. */
public interface EventSource extends Waitable, SleepTarget {
    /**
     * The word that is signalled when it may have become ready.
     *
     * @return the same object each time.
     * @throws UnsupportedOperationException if nothing ever makes it ready, such as an end that only sends.
     */
    EventWord event();

    /** {@return whether whoever signals it can wake a sleeper; while not, sleeps last 1 ms} */
    @Override
    boolean signallersCanWake();

    /**
     * Looks as {@link #isReady()} does, and once per slice more closely: override it where that costs a system call.
     *
     * @param slow whether to look closely (is the peer alive?).
     * @return whether waiting for it would return at once.
     */
    default boolean isReady(final boolean slow) {
        return isReady();
    }

    @Override
    default WaitSite site() {
        return event().site();
    }

    @Override
    default void arm(final ArmedWords words) {
        words.add(event());
    }
}
