package io.tandem.channel.internal;

import static org.agrona.concurrent.ringbuffer.RecordDescriptor.ALIGNMENT;
import static org.agrona.concurrent.ringbuffer.RecordDescriptor.HEADER_LENGTH;
import static org.agrona.concurrent.ringbuffer.RecordDescriptor.lengthOffset;
import static org.agrona.concurrent.ringbuffer.RecordDescriptor.typeOffset;
import static org.agrona.concurrent.ringbuffer.RingBuffer.PADDING_MSG_TYPE_ID;

import org.agrona.BitUtil;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * What whoever attaches an end does to its half of each ring before using it: nothing if it is new or was left in order.
 * Only the owner of the end calls it; the other end may be in full use. May itself be cut short anywhere, and repeated.
 */
final class RingRecovery {
    private final PipeMemory memory;
    private final AtomicBuffer buffer;
    private final int capacity;

    RingRecovery(final PipeMemory memory, final AtomicBuffer ring) {
        this.memory = memory;
        this.buffer = ring;
        this.capacity = memory.capacity();
    }

    /** Turns what a sender claimed and never published into padding. */
    void mendSender() {
        final long head = position(RingBufferDescriptor.HEAD_POSITION_OFFSET);
        final long tail = position(RingBufferDescriptor.TAIL_POSITION_OFFSET);
        checkRange("The head", head, tail);
        final long cached = buffer.getLong(capacity + RingBufferDescriptor.HEAD_CACHE_POSITION_OFFSET);
        if (cached > head || tail - cached > capacity) {
            buffer.putLong(capacity + RingBufferDescriptor.HEAD_CACHE_POSITION_OFFSET, head);
        }
        long position = head;
        while (position < tail) {
            final int index = index(position);
            final int length = buffer.getIntVolatile(lengthOffset(index));
            if (length == 0) {
                fillGap(position, tail);
                return;
            }
            // A claim of the full range is no claim: Integer.MIN_VALUE stays negative.
            final int recordLength = Math.abs(length);
            if (recordLength < HEADER_LENGTH || recordLength > Math.min(capacity - index, tail - position)) {
                throw memory.corrupt("a record of " + length + " bytes at position " + position + " of a ring of "
                        + capacity + " whose tail is " + tail);
            }
            if (length < 0) {
                publishPadding(index, recordLength);
            }
            position += BitUtil.align(recordLength, ALIGNMENT);
        }
    }

    /**
     * Skips what a receiver's handler had in hand; returns where the next one starts. Ends that a skipped message carries were
     * closed before it counted as delivered.
     */
    long mendReceiver(final int deliveredOffset) {
        final long tail = position(RingBufferDescriptor.TAIL_POSITION_OFFSET);
        final long head = position(RingBufferDescriptor.HEAD_POSITION_OFFSET);
        checkRange("The head", head, tail);
        final long delivered = memory.control().getLongVolatile(deliveredOffset);
        if (delivered <= head) {
            return head;
        }
        checkRange("The delivered position", delivered, tail);
        buffer.putLongRelease(capacity + RingBufferDescriptor.HEAD_POSITION_OFFSET, delivered);
        return delivered;
    }

    // The sender died between moving the tail and writing a length: the rest of the ring up to the tail is one gap,
    // which may go past the ring's end. Whatever the receiver can reach next is in order before the first record is
    // published.
    private void fillGap(final long position, final long tail) {
        buffer.putLong(index(tail), 0L);
        final int index = index(position);
        final int length = (int) (tail - position);
        final int untilEnd = capacity - index;
        if (length > untilEnd) {
            publishPadding(0, length - untilEnd);
        }
        publishPadding(index, Math.min(length, untilEnd));
    }

    private void publishPadding(final int index, final int recordLength) {
        buffer.putInt(typeOffset(index), PADDING_MSG_TYPE_ID);
        buffer.putIntRelease(lengthOffset(index), recordLength);
    }

    private int index(final long position) {
        return (int) position & (capacity - 1);
    }

    private long position(final int trailerOffset) {
        return buffer.getLongVolatile(capacity + trailerOffset);
    }

    private void checkRange(final String what, final long position, final long tail) {
        if (((position | tail) & (ALIGNMENT - 1)) != 0
                || position > tail
                || tail - position < 0 // more than a long holds
                || tail - position > capacity) {
            throw memory.corrupt(what + " is " + position + " and the tail " + tail + " in a ring of " + capacity);
        }
    }
}
