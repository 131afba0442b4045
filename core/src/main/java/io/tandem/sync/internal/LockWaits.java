package io.tandem.sync.internal;

/** What the users of a lock have a say in while a thread waits for it. Never asked while the lock is free. */
public interface LockWaits {
    /** Nothing: the dead are succeeded at once. */
    LockWaits PLAIN = new LockWaits() {};

    /** {@return whether a dead owner's lock is taken over by whoever asks next} */
    default boolean takesOver() {
        return true;
    }

    /** Throws to end the wait. Called at every look. */
    default void check() {}

    /**
     * Told now and then that a living owner was met.
     *
     * @param word of that owner.
     */
    default void met(final long word) {}
}
