package io.tandem.channel;

import org.agrona.DirectBuffer;

/**
 * The bytes of one message that was taken without copying them, until it is closed. Confined to one thread at a time. It
 * outlives the handle that it was taken by; a process that dies lets go of it.
 */
public interface MessageView extends AutoCloseable {
    /** {@return its bytes, from 0 to {@link DirectBuffer#capacity}; to be read only} After the close they are undefined, and harmless. */
    DirectBuffer buffer();

    /** Gives the memory back. Does nothing the second time. */
    @Override
    void close();
}
