package io.tandem.channel;

import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A queue's messages as bytes, without waiting, without allocation (but for messages larger than the ring takes) and without
 * exceptions for what is to be expected. The caller waits, as it likes: by spinning, by an idle strategy, or through the queue's
 * own calls.
 *
 * <p>Used by one thread at a time; any number of raw layers and handles may be in use at once.
 *
 * <p><b>Memory ordering.</b> What a thread did before it published a message <i>happens-before</i> the handler's call, or the return of
 * {@link #poll()}, for that message, in whatever process.
 *
 * <p><b>Messages of the typed layer</b> arrive here as their encoded bytes; bytes put here arrive there as {@code byte[]} if that
 * is what its items are. Ends and other shared objects in a typed message can't be taken here: before it is handled, such ends
 * are closed, and their peers told.
 *
 * <p><b>Deaths.</b> A process that dies takes along what it has claimed and not published, and what it has taken and not handled.
 * Nobody else waits for it, and no message is torn.
 */
public interface RawQueue extends AutoCloseable {
    /** There is no room now. */
    long BACK_PRESSURED = RawConnection.BACK_PRESSURED;
    /** The queue was shut down: nothing can be put any more, or nothing is left. */
    long SHUT_DOWN = RawConnection.PEER_CLOSED;
    /** This process has closed the handle. */
    long CLOSED = RawConnection.CLOSED;

    /**
     * Memory for one more message that is being made; nobody else sees it. Several may be claimed, and are then put together,
     * under one acquisition of the queue's lock: up to 256, and 32 KiB in all. One that is larger than the queue's ring takes
     * is claimed by itself.
     *
     * @param length in bytes, 0 or more.
     * @return its bytes, 0 to length, until the next claim or {@link #publish}. Not cleared.
     * @throws IllegalArgumentException if the length is negative.
     * @throws IllegalStateException    if so much is claimed already that it has to be published first, or the handle is closed.
     * @throws io.tandem.segment.OutOfSpaceException if there is no room for the memory of a large one.
     */
    MutableDirectBuffer claim(int length);

    /**
     * Puts what was claimed, in order, as much as there is room for; the rest stays claimed.
     *
     * @return how many messages were put, 1 or more; 0 if none was claimed; or a named negative: {@link #BACK_PRESSURED},
     *     {@link #SHUT_DOWN}, {@link #CLOSED}.
     */
    long publish();

    /** {@return how many messages are claimed and not put yet} */
    int claimed();

    /** Gives up what was claimed and not put. */
    void abort();

    /**
     * Takes messages and hands them to a handler, from memory of this process. All that it takes at once count as taken; if the
     * handler throws, the rest of them comes with the next poll.
     *
     * @param handler to call.
     * @param limit   of messages, 1 or more.
     * @return how many were handled; 0 if none is there now; {@link #SHUT_DOWN} if none will ever come; {@link #CLOSED}.
     * @throws IllegalArgumentException if the limit is less than 1.
     * @throws CorruptQueueException    if the queue's memory holds what no user of it writes.
     */
    long poll(RawConnection.MessageHandler handler, int limit);

    /**
     * Takes one message without copying it if it is a large one.
     *
     * @return its bytes, to be closed; null if none is there now, or ever will be.
     * @throws CorruptQueueException if the queue's memory holds what no user of it writes.
     */
    @Nullable
    MessageView poll();

    /** Gives up what was claimed. The queue's handle stays open. */
    @Override
    void close();
}
