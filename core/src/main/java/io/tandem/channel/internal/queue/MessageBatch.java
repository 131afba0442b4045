package io.tandem.channel.internal.queue;

import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/** Messages of one thread one behind the other, in memory of its own that is used again and again. */
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
        final int at = end;
        if (at + length > bytes.capacity()) {
            bytes.wrap(Arrays.copyOf(bytes.byteArray(), Math.max(at + length, bytes.capacity() * 2)));
        }
        if (count == kinds.length) {
            offsets = Arrays.copyOf(offsets, count * 2);
            lengths = Arrays.copyOf(lengths, count * 2);
            kinds = Arrays.copyOf(kinds, count * 2);
        }
        offsets[count] = at;
        lengths[count] = length;
        kinds[count] = kind;
        count++;
        end = at + length;
        return at;
    }

    /** Takes the last one back. */
    void removeLast() {
        count--;
        end = offsets[count];
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
