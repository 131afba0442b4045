package io.tandem.channel.internal;

import static org.agrona.concurrent.ringbuffer.RecordDescriptor.ALIGNMENT;
import static org.agrona.concurrent.ringbuffer.RecordDescriptor.HEADER_LENGTH;
import static org.agrona.concurrent.ringbuffer.RecordDescriptor.lengthOffset;
import static org.agrona.concurrent.ringbuffer.RecordDescriptor.typeOffset;
import static org.agrona.concurrent.ringbuffer.RingBuffer.PADDING_MSG_TYPE_ID;

import io.tandem.channel.RawConnection;
import org.agrona.BitUtil;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Claims records in a ring laid out as by Agrona's {@code OneToOneRingBuffer}, with the tail and what is known of the head
 * kept on the heap: half the accesses to shared memory, and nothing that somebody else writes there is relied on. One thread
 * at a time; lengths are checked by the caller.
 *
 * <p>The order of stores is what {@link RingRecovery} builds on: tail; then whatever the receiver can reach; then the record's
 * own header.
 */
final class RingWriter {
    static final int FULL = (int) RawConnection.BACK_PRESSURED;

    private final Attachment attachment;
    private final AtomicBuffer buffer;
    private final int capacity;
    private final int tailOffset;
    private final int headOffset;
    private long tail;
    /** The tail may get here without another look at the head. */
    private long limit;

    /**
     * Continues a mended ring.
     *
     * @param attachment of its sender.
     * @param ring       and its trailer.
     */
    RingWriter(final Attachment attachment, final AtomicBuffer ring) {
        this.attachment = attachment;
        buffer = ring;
        capacity = attachment.memory().capacity();
        tailOffset = capacity + RingBufferDescriptor.TAIL_POSITION_OFFSET;
        headOffset = capacity + RingBufferDescriptor.HEAD_POSITION_OFFSET;
        tail = ring.getLongVolatile(tailOffset);
        limit = ring.getLongVolatile(headOffset) + capacity;
    }

    /** Where the payload of a new record is, or {@link #FULL}. */
    int claim(final int type, final int length) {
        final int recordLength = length + HEADER_LENGTH;
        final int aligned = BitUtil.align(recordLength, ALIGNMENT);
        final long at = tail;
        final int index = (int) at & (capacity - 1);
        final int next = index + aligned;
        if (next >= capacity || at + aligned + HEADER_LENGTH - limit > 0) {
            return claimAtLimit(type, recordLength, aligned);
        }
        tail = at + aligned;
        buffer.putLongRelease(tailOffset, at + aligned);
        buffer.putLong(next, 0L);
        buffer.putLong(index, header(type, recordLength));
        return index + HEADER_LENGTH;
    }

    void commit(final int claim) {
        final int index = index(claim);
        buffer.putIntRelease(lengthOffset(index), openLength(index));
    }

    void abort(final int claim) {
        final int index = index(claim);
        final int recordLength = openLength(index);
        buffer.putInt(typeOffset(index), PADDING_MSG_TYPE_ID);
        buffer.putIntRelease(lengthOffset(index), recordLength);
    }

    private int claimAtLimit(final int type, final int recordLength, final int aligned) {
        final long at = tail;
        final int index = (int) at & (capacity - 1);
        final int untilEnd = capacity - index;
        // Room for the header behind it is part of what is needed: it is cleared.
        final int padding =
                aligned > untilEnd || aligned + HEADER_LENGTH > untilEnd && aligned != untilEnd ? untilEnd : 0;
        if (at + padding + aligned + HEADER_LENGTH - limit > 0 && !hasRoom(at, padding + aligned + HEADER_LENGTH)) {
            return FULL;
        }
        final long newTail = at + padding + aligned;
        final int record = padding == 0 ? index : 0;
        tail = newTail;
        buffer.putLongRelease(tailOffset, newTail);
        if (padding != 0) {
            buffer.putLong(0, 0L);
            buffer.putInt(typeOffset(index), PADDING_MSG_TYPE_ID);
            buffer.putIntRelease(lengthOffset(index), padding);
        }
        buffer.putLong((int) newTail & (capacity - 1), 0L);
        buffer.putLong(record, header(type, recordLength));
        return record + HEADER_LENGTH;
    }

    private boolean hasRoom(final long at, final int needed) {
        final long head = buffer.getLongVolatile(headOffset);
        final long used = at - head;
        if (used < 0 || used > capacity) {
            if (attachment.isGoneByNow()) {
                throw attachment.refusal("finish sending"); // the memory was taken away meanwhile
            }
            throw attachment
                    .memory()
                    .corrupt("the head is " + head + " and the tail " + at + " in a ring of " + capacity);
        }
        limit = head + capacity;
        return needed <= capacity - used;
    }

    // Length and type in one store; a negative length is an open claim. Little-endian, as the layout is.
    private static long header(final int type, final int recordLength) {
        return (long) type << Integer.SIZE | -recordLength & 0xFFFF_FFFFL;
    }

    private int index(final int claim) {
        final int index = claim - HEADER_LENGTH;
        if ((index & (ALIGNMENT - 1 | -capacity)) != 0) {
            throw new IllegalArgumentException("No claim stands at " + claim + ": pass on what tryClaim returned.");
        }
        return index;
    }

    private int openLength(final int index) {
        final int length = buffer.getInt(lengthOffset(index));
        if (length >= 0) {
            throw new IllegalStateException("The claim at " + (index + HEADER_LENGTH)
                    + " isn't open: it was committed or aborted before, or never made.");
        }
        return -length;
    }
}
