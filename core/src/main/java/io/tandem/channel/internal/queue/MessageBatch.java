package io.tandem.channel.internal.queue;

import static org.agrona.concurrent.ringbuffer.RecordDescriptor.HEADER_LENGTH;

import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Messages of one thread one behind the other, in memory of its own that is used again and again; laid out as in the ring, each
 * with room for its header, so that many are copied at once.
 */
final class MessageBatch {
    private static final int INITIAL_BYTES = 1024;
    private static final int INITIAL_MESSAGES = 16;
    /** What is kept for the next time at most. */
    private static final int KEPT_BYTES = 1 << 20;

    /** More are better put, or worked on, before others are added. */
    private static final int MANY_MESSAGES = 256;

    private static final int MANY_BYTES = 1 << 15;

    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[INITIAL_BYTES]);
    private int[] offsets = new int[INITIAL_MESSAGES];
    private int[] lengths = new int[INITIAL_MESSAGES];
    private int[] kinds = new int[INITIAL_MESSAGES];
    private int count;
    private int end;

    /** Makes room for one more; returns the offset of its first byte. */
    int add(final int kind, final int length) {
        final int record = end;
        reserve(QueueDescriptor.aligned(length + HEADER_LENGTH));
        note(kind, record + HEADER_LENGTH, length);
        return record + HEADER_LENGTH;
    }

    /** Makes room for records that are copied as they are; returns the offset of the first. */
    int reserve(final int length) {
        final int at = end;
        if (at + length > bytes.capacity()) {
            bytes.wrap(Arrays.copyOf(bytes.byteArray(), Math.max(at + length, bytes.capacity() * 2)));
        }
        end = at + length;
        return at;
    }

    /** Counts a message for which there is room. */
    void note(final int kind, final int offset, final int length) {
        if (count == kinds.length) {
            offsets = Arrays.copyOf(offsets, count * 2);
            lengths = Arrays.copyOf(lengths, count * 2);
            kinds = Arrays.copyOf(kinds, count * 2);
        }
        offsets[count] = offset;
        lengths[count] = length;
        kinds[count] = kind;
        count++;
    }

    /** Writes a message's header. */
    void stamp(final int message, final long header) {
        bytes.putLong(offsets[message] - HEADER_LENGTH, header);
    }

    void clear() {
        count = 0;
        end = 0;
        if (bytes.capacity() > KEPT_BYTES) {
            bytes.wrap(new byte[INITIAL_BYTES]);
        }
    }

    int count() {
        return count;
    }

    /** Where the next record will stand. */
    int end() {
        return end;
    }

    /** Whether one more of a length should be added. */
    boolean hasRoom(final int length) {
        return count < MANY_MESSAGES && end + length <= MANY_BYTES;
    }

    UnsafeBuffer bytes() {
        return bytes;
    }

    byte[] array() {
        return bytes.byteArray();
    }

    int offset(final int message) {
        return offsets[message];
    }

    int length(final int message) {
        return lengths[message];
    }

    int kind(final int message) {
        return kinds[message];
    }
}
