package io.tandem.channel;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The raw layer of a {@link Connection}: claim, fill, commit; poll with a handler. It works on the same rings as the typed
 * layer, and allocates nothing.
 *
 * <pre>{@code
 * long claim = raw.tryClaim(16);
 * if (claim >= 0) {
 *     raw.buffer().putLong((int) claim, id);
 *     raw.buffer().putLong((int) claim + 8, price);
 *     raw.commit(claim);
 * }
 * }</pre>
 *
 * <p><b>Results.</b> What may happen in any program is a named negative result, not an exception. Misuse is an exception:
 * a length that no message can have ({@link IllegalArgumentException}), a claim that isn't open
 * ({@link IllegalStateException}), sending on the receive-only end of a one-way pipe or receiving on the other
 * ({@link UnsupportedOperationException}). Corrupt memory ends in a {@link CorruptPipeException}, never outside of the ring.
 *
 * <p><b>Threads.</b> One thread sends and one thread receives; they may be different ones. That is a contract: with
 * {@code -Dtandem.checkThreads=true} a second thread gets an {@link IllegalStateException} that names both, without it two
 * senders corrupt the ring. The other end may do as it likes.
 *
 * <p><b>Memory ordering.</b> What a thread did before it committed a message happens-before the handler's call for that
 * message at the other end, in whatever process. What a handler did happens-before a later successful claim of that room.
 *
 * <p><b>Messages of the typed layer</b> arrive here as their encoded bytes; bytes sent from here arrive there as
 * {@code byte[]} if that is what it receives. Ends and other shared objects in a typed message can't be taken here: before it is
 * handled or copied out, such ends are closed, and their peers told.
 *
 * <p><b>Ends of this JVM.</b> Nothing tells whether a thread is inside a raw call, so an orderly end doesn't close an end whose raw
 * layer was used: close it when your threads have stopped, or its peer is told of a death.
 *
 * <p><b>Deaths.</b> A message is seen whole or not at all. Of a dead sender everything committed is received, then
 * {@link #PEER_DIED} comes. Whoever attaches a dead receiver's end starts behind the message that its handler had in hand.
 * Nobody is told of a death at once: it takes some 50 ms, or 256 calls in quick succession, whichever
 * is later.
 */
public interface RawConnection {
    /** The ring is full. Nothing was done; try again when the peer has received something. */
    long BACK_PRESSURED = -1;
    /** The peer closed its end, and everything that it sent has been received. */
    long PEER_CLOSED = -2;
    /** The peer's process died, and everything that it sent has been received. */
    long PEER_DIED = -3;
    /** This end was closed or handed over by this process. */
    long CLOSED = -4;
    /** No message is there now. */
    long EMPTY = -5;

    /**
     * Claims room for a message. It has no sequence number of its own and blocks those behind it until it is committed or
     * aborted; several may be open at once.
     *
     * @param length of the message in bytes, 0 to {@link #maxMessageLength}.
     * @return where in {@link #buffer} it is to be filled, or a named negative: {@link #BACK_PRESSURED},
     *     {@link #PEER_CLOSED}, {@link #PEER_DIED}, {@link #CLOSED}.
     */
    long tryClaim(int length);

    /** {@return what claims are offsets of: writable between claim and commit only} Harmless after a close. */
    MutableDirectBuffer buffer();

    /**
     * Publishes a claim and wakes the receiver if it sleeps.
     *
     * @param claim as {@link #tryClaim} returned it.
     */
    void commit(long claim);

    /**
     * Gives a claim up; the receiver never sees it.
     *
     * @param claim as {@link #tryClaim} returned it.
     */
    void abort(long claim);

    /**
     * Copies a message in and publishes it.
     *
     * @param source to copy from.
     * @param offset of the first byte.
     * @param length in bytes, 0 to {@link #maxMessageLength}.
     * @return 0, or a named negative as from {@link #tryClaim}.
     */
    long offer(DirectBuffer source, int offset, int length);

    /**
     * Sends up to {@code limit} messages of one length, each filled in place, and published a few at a time, with one wake-up
     * behind the last. Stops when the ring is full. If the writer throws, its message isn't sent, and those before it are. If
     * this process dies before this returns, the receiver sees a prefix of the batch.
     *
     * @param length of each message in bytes, 0 to {@link #maxMessageLength}.
     * @param limit  of messages, 1 or more.
     * @param writer fills them.
     * @return how many were sent, 1 or more; or a named negative as from {@link #tryClaim}.
     */
    long sendBatch(int length, int limit, MessageWriter writer);

    /**
     * Hands messages to a handler, in place. A message counts as delivered when its handler is called, whether that returns
     * or throws; what it throws comes out of here, and the next poll goes on behind that message.
     *
     * @param handler to call.
     * @param limit   of messages, 1 or more.
     * @return how many it was; 0 if none is there now; {@link #PEER_CLOSED} or {@link #PEER_DIED} if none will ever come,
     *     {@link #CLOSED}.
     */
    long poll(MessageHandler handler, int limit);

    /**
     * Copies the next message out. If it doesn't fit it isn't consumed, and the exception names its length.
     *
     * @param target to copy to.
     * @param offset of the first byte.
     * @param length of the room there, in bytes.
     * @return the length of the message, 0 or more; {@link #EMPTY}, {@link #PEER_CLOSED}, {@link #PEER_DIED} or
     *     {@link #CLOSED}.
     * @throws IllegalArgumentException if the room is too short for the message.
     */
    long receiveInto(MutableDirectBuffer target, int offset, int length);

    /** {@return the longest message in bytes: an eighth of the ring} */
    int maxMessageLength();

    /** Handles messages in place. */
    @FunctionalInterface
    interface MessageHandler {
        /**
         * One message.
         *
         * @param buffer that holds it, valid until this returns; it must not be written to.
         * @param offset of its first byte.
         * @param length of it in bytes.
         */
        void onMessage(DirectBuffer buffer, int offset, int length);
    }

    /** Fills messages in place. */
    @FunctionalInterface
    interface MessageWriter {
        /**
         * One message.
         *
         * @param buffer to write to; {@code length} bytes from {@code offset} on and no others.
         * @param offset of its first byte.
         * @param length of it in bytes.
         */
        void write(MutableDirectBuffer buffer, int offset, int length);
    }
}
