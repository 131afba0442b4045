package io.tandem.channel.internal;

import static org.agrona.concurrent.ringbuffer.RecordDescriptor.ALIGNMENT;
import static org.agrona.concurrent.ringbuffer.RecordDescriptor.HEADER_LENGTH;
import static org.agrona.concurrent.ringbuffer.RecordDescriptor.lengthOffset;
import static org.agrona.concurrent.ringbuffer.RecordDescriptor.typeOffset;
import static org.agrona.concurrent.ringbuffer.RingBuffer.PADDING_MSG_TYPE_ID;

import io.tandem.channel.RawConnection;
import io.tandem.segment.internal.CarriedHandle;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Words;
import io.tandem.wait.internal.EventWord;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.agrona.BitUtil;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * The receiving half of one end: its own loop over the ring's records, which checks every length before it is used, and
 * keeps the position in hand. One thread at a time.
 */
final class RingReceiver {
    static final int EMPTY = -1;

    private final Attachment attachment;
    private final AtomicBuffer buffer;
    /** The ring again. Each index stems from a position within the mask, which is a multiple of 8. */
    private final Words words;

    private final Words control;
    private final EventWord data;
    private final EventWord space;
    private final PeerWatch peer;
    private final int deliveredOffset;
    private final int headOffset;
    private final int capacity;
    private final int longestRecord;
    private long position;
    private int polls;
    private int messageOffset;
    private int messageType;
    private int recordLength;
    private List<CarriedHandle> carried = List.of();

    /**
     * Skips what a former receiver had in hand, and takes its place.
     *
     * @param attachment of an end that receives.
     */
    RingReceiver(final Attachment attachment) {
        this.attachment = attachment;
        final PipeMemory memory = attachment.memory();
        final int direction = 1 - attachment.end();
        buffer = memory.ring(direction);
        words = Words.over(buffer);
        control = Words.over(memory.control());
        capacity = memory.capacity();
        longestRecord = PipeDescriptor.maxMessageLength(capacity) + HEADER_LENGTH;
        deliveredOffset = PipeDescriptor.deliveredOffset(direction);
        headOffset = capacity + RingBufferDescriptor.HEAD_POSITION_OFFSET;
        position = new RingRecovery(memory, buffer).mendReceiver(deliveredOffset);
        data = memory.dataEvent(direction);
        space = memory.spaceEvent(direction);
        peer = new PeerWatch(memory, 1 - attachment.end());
    }

    AtomicBuffer buffer() {
        return buffer;
    }

    EventWord data() {
        return data;
    }

    PeerWatch peer() {
        return peer;
    }

    // ---- raw

    int poll(final RawConnection.MessageHandler handler, final int limit) {
        final long start = position;
        int messages = 0;
        polls++;
        try {
            while (messages < limit) {
                final long at = position;
                final int index = (int) at & (capacity - 1);
                final int length = words.getIntVolatile(lengthOffset(index));
                if (length <= 0) {
                    break;
                }
                final int type = words.getInt(typeOffset(index));
                check(at, index, length, type);
                final long next = at + BitUtil.align(length, ALIGNMENT);
                if (next - start >= capacity) { // a sender always leaves a gap before what isn't consumed
                    throw attachment.memory().corrupt("from its head " + start + " on, there is no end of messages");
                }
                position = next;
                if (type == PADDING_MSG_TYPE_ID) {
                    continue;
                }
                messages++;
                if (type == PipeDescriptor.TYPED_WITH_HANDLES) {
                    deliverWithoutHandles(handler, at, index, length);
                } else {
                    markDelivered();
                    handler.onMessage(buffer, index + HEADER_LENGTH, length - HEADER_LENGTH);
                }
            }
        } finally {
            polls--;
            if (position != start) {
                release();
            }
        }
        return messages;
    }

    // Before anything that the handler does: whoever follows a dead receiver skips this record.
    private void markDelivered() {
        control.putLongRelease(deliveredOffset, position);
        VarHandle.storeStoreFence();
    }

    // What only the typed layer can attach goes, so that the peers of ends among it are told, whatever becomes of the
    // handler.
    private void deliverWithoutHandles(
            final RawConnection.MessageHandler handler, final long at, final int index, final int length) {
        final List<CarriedHandle> lost = handles(at, index, length);
        letGo(lost, lost, this::markDelivered);
        handler.onMessage(
                buffer, index + HEADER_LENGTH, length - HEADER_LENGTH - CarriedHandle.listLength(lost.size()));
    }

    // The ends go first, which may be repeated by who finds the message again; the holds afterwards, since giving them
    // back
    // twice would take another message's. So a death in between leaves no peer waiting, and at most holds to the
    // channel,
    // with which they go.
    private void letGo(final List<CarriedHandle> ends, final List<CarriedHandle> holds, final Runnable consume) {
        final Segment channel = attachment.memory().segment();
        try {
            LostHandles.closeEnds(channel, ends);
        } finally {
            consume.run();
        }
        LostHandles.release(channel, holds);
    }

    private List<CarriedHandle> handles(final long at, final int index, final int length) {
        final List<CarriedHandle> handles = CarriedHandle.read(buffer, index + HEADER_LENGTH, length - HEADER_LENGTH);
        if (handles == null) {
            if (attachment.isGoneByNow()) {
                throw attachment.refusal("finish receiving");
            }
            throw attachment
                    .memory()
                    .corrupt("the message at position " + at + " says that it carries shared objects, and its "
                            + (length - HEADER_LENGTH) + " bytes have no list of them");
        }
        return handles;
    }

    // ---- one by one, for the typed layer

    /** The length of the next message, or {@link #EMPTY}. Consumes padding only. */
    int peek() {
        while (true) {
            final long at = position;
            final int index = (int) at & (capacity - 1);
            final int length = words.getIntVolatile(lengthOffset(index));
            if (length <= 0) {
                return EMPTY;
            }
            final int type = words.getInt(typeOffset(index));
            check(at, index, length, type);
            if (type != PADDING_MSG_TYPE_ID) {
                messageOffset = index + HEADER_LENGTH;
                messageType = type;
                recordLength = length;
                if (type == PipeDescriptor.TYPED_WITH_HANDLES) {
                    carried = handles(at, index, length);
                    return length - HEADER_LENGTH - CarriedHandle.listLength(carried.size());
                }
                return length - HEADER_LENGTH;
            }
            position = at + BitUtil.align(length, ALIGNMENT);
            release();
        }
    }

    /** Where the message is that {@link #peek} found. */
    int messageOffset() {
        return messageOffset;
    }

    int messageType() {
        return messageType;
    }

    /** What the message that {@link #peek} found carries; mostly nothing. */
    List<CarriedHandle> carried() {
        return messageType == PipeDescriptor.TYPED_WITH_HANDLES ? carried : List.of();
    }

    /** Consumes the message that {@link #peek} found, whose bytes alone are of use. */
    void advanceWithoutHandles() {
        final List<CarriedHandle> lost = carried();
        if (lost.isEmpty()) {
            advance();
        } else {
            advance(lost, lost);
        }
    }

    /**
     * Consumes the message that {@link #peek} found, and lets go of what it carries and nobody will have.
     *
     * @param ends  to be closed if they are still on their way, among others.
     * @param holds of this channel, to be given back.
     */
    void advance(final List<CarriedHandle> ends, final List<CarriedHandle> holds) {
        letGo(ends, holds, this::advance);
    }

    /** Consumes the message that {@link #peek} found. */
    void advance() {
        position += BitUtil.align(recordLength, ALIGNMENT);
        release();
    }

    /** Where it stands, for messages to users. */
    long position() {
        return position;
    }

    /** Whether a record is there, seen from any thread. It may turn out to be padding. */
    boolean mayHaveMessage() {
        return words.getIntVolatile(lengthOffset((int) position & (capacity - 1))) > 0;
    }

    // A handler that receives more still reads its own message: that room is given back by the outermost poll.
    private void release() {
        if (polls != 0) {
            return;
        }
        words.putLongRelease(headOffset, position);
        space.signal();
    }

    // By comparison with the room left first: nothing overflows, and no record reaches past the ring.
    private void check(final long at, final int index, final int length, final int type) {
        if (length < HEADER_LENGTH
                || length > capacity - index
                || length > longestRecord && type != PADDING_MSG_TYPE_ID
                || type <= 0 && type != PADDING_MSG_TYPE_ID) {
            if (attachment.isGoneByNow()) {
                throw attachment.refusal("finish receiving"); // the memory was taken away between two looks
            }
            throw attachment
                    .memory()
                    .corrupt("the record at position " + at + " says that it has " + length + " bytes and type " + type
                            + ", in a ring of " + capacity + " with " + (capacity - index) + " to its end");
        }
    }
}
