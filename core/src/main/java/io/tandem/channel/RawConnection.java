package io.tandem.channel;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** The raw layer of a {@link Connection}: claim, fill, commit; poll with a handler. Single-threaded by contract. */
public interface RawConnection {
    /** The ring is full. */
    long BACK_PRESSURED = -1;
    /** The peer closed its end. */
    long PEER_CLOSED = -2;
    /** The peer's process died. */
    long PEER_DIED = -3;
    /** This end is closed. */
    long CLOSED = -4;

    /** Claims room for a message; returns its offset in {@link #buffer}, or a named negative. */
    long tryClaim(int length);

    /** What claims are offsets of. */
    MutableDirectBuffer buffer();

    /** Publishes a claim. */
    void commit(long claim);

    /** Gives a claim up. */
    void abort(long claim);

    /** Copies a message in; 0 or a named negative. */
    long offer(DirectBuffer source, int offset, int length);

    /** Hands up to {@code limit} messages to the handler; the number handled, or a named negative when nothing is left. */
    long poll(MessageHandler handler, int limit);

    /** Handles messages in place. */
    @FunctionalInterface
    interface MessageHandler {
        /** One message, readable until this returns. */
        void onMessage(DirectBuffer buffer, int offset, int length);
    }
}
