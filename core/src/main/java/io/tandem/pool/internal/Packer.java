package io.tandem.pool.internal;

import io.tandem.segment.internal.Transfer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the values of many items for one message, each as it is when it is added. Values that are all of one kind of number
 * travel as an array, any others one behind the other. Used by one thread at a time.
 */
final class Packer {
    private static final int FIRST_LENGTH = 16;
    private static final int PLAIN_LENGTH = 16;

    private final Transfer kept;
    private @Nullable Object[] values = new Object[FIRST_LENGTH];
    private int count;
    private long bytes;
    private @Nullable Class<?> common;

    /**
     * Empty.
     *
     * @param kept for shared objects among the values.
     */
    Packer(final Transfer kept) {
        this.kept = kept;
    }

    /** Adds a value, or throws and adds nothing if it can't travel. */
    void add(final @Nullable Object value) {
        if (value == null || Values.isPlain(value)) {
            addPlain(value);
        } else {
            addEncoded(Values.encode(value, kept));
        }
    }

    /** A value that never changes. */
    void addPlain(final @Nullable Object value) {
        final Class<?> type = value == null ? null : value.getClass();
        if (count == 0) {
            common = type;
        } else if (common != type) {
            common = null;
        }
        put(value);
        bytes += value instanceof String text ? PLAIN_LENGTH + 2L * text.length() : PLAIN_LENGTH;
    }

    /** A value whose bytes are there already. */
    void addEncoded(final byte[] encoded) {
        common = null;
        put(new Encoded(encoded));
        bytes += Integer.BYTES + encoded.length;
    }

    private void put(final @Nullable Object value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = value;
    }

    int count() {
        return count;
    }

    /** About as many as their message will have. */
    long bytes() {
        return bytes;
    }

    /** Makes them the body of a message, and begins anew. */
    void into(final Frame frame) {
        final Object array = array();
        if (array == null) {
            frame.bytes(Values.encodeAll(values, count, kept), FrameDescriptor.MANY);
        } else {
            frame.packed(array);
        }
        clear();
    }

    void clear() {
        Arrays.fill(values, 0, count, null);
        count = 0;
        bytes = 0;
    }

    @SuppressWarnings("NullAway") // all of one class, so none of them is null
    private @Nullable Object array() {
        if (common == Long.class) {
            final long[] array = new long[count];
            for (int i = 0; i < count; i++) {
                array[i] = (Long) values[i];
            }
            return array;
        }
        if (common == Integer.class) {
            final int[] array = new int[count];
            for (int i = 0; i < count; i++) {
                array[i] = (Integer) values[i];
            }
            return array;
        }
        if (common == Double.class) {
            final double[] array = new double[count];
            for (int i = 0; i < count; i++) {
                array[i] = (Double) values[i];
            }
            return array;
        }
        return null;
    }

    /** A value as its bytes. */
    record Encoded(byte[] bytes) {}
}
