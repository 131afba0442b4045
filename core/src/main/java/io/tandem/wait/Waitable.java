package io.tandem.wait;

/** Something that a {@link WaitSet} can wait for, together with others: a connection, a queue, a process. */
public interface Waitable {
    /**
     * Whether waiting for it would return at once. For a connection: a message is there, or the peer is gone. For a queue: an
     * item is there, or it was shut down. For a process: it has ended. What was closed is ready, too: the next call on it tells.
     *
     * <p>Never waits, and may be asked by any thread. Another thread or process may be faster than the one that was told so.
     *
     * @return whether it is ready.
     */
    boolean isReady();
}
