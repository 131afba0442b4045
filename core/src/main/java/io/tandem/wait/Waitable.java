package io.tandem.wait;

/** Something that a {@link WaitSet} can wait for, together with others. */
public interface Waitable {
    /** {@return whether waiting for it would return at once} For a connection: a message is there, or the peer is gone. */
    boolean isReady();
}
