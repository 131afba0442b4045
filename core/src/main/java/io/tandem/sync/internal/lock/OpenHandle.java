package io.tandem.sync.internal.lock;

/** What the parts of a handle know of it. */
interface OpenHandle {
    /** {@return whether it was closed} */
    boolean isClosed();

    /** Throws IllegalStateException if it was closed. */
    void check(String asked);

    /** The lock was let go of, and the handle may be closed. */
    void unlocked();

    /** {@return the object for messages, within a sentence} */
    String describe();
}
