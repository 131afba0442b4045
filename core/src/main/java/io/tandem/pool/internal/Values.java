package io.tandem.pool.internal;

import io.tandem.codec.internal.Codecs;
import io.tandem.codec.internal.MessageCodec;
import io.tandem.segment.Domain;
import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.Transfer;
import java.lang.reflect.Array;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Values to bytes that can be sent more than once, and back. */
final class Values {
    static final int NULL_LENGTH = -1;
    private static final int MOST_ELEMENTS = 1 << 12;
    private static final int MOST_COPIED = 1 << 15;
    private static final int MOST_SCRATCH = 1 << 20;
    private static final ThreadLocal<Values> OF_THREAD = ThreadLocal.withInitial(Values::new);

    private final MessageCodec<Object> codec = Codecs.create(Object.class, null);
    private ExpandableArrayBuffer scratch = new ExpandableArrayBuffer();

    private Values() {}

    /** Whether a value never changes and costs little to encode, so that it can be kept as it is. */
    static boolean isPlain(final Object value) {
        final Class<?> type = value.getClass();
        return type == Long.class
                || type == Integer.class
                || type == String.class
                || type == Double.class
                || type == Boolean.class
                || type == Float.class
                || type == Short.class
                || type == Byte.class
                || type == Character.class;
    }

    /** Whether a value is so long an array of a primitive type that a copy more matters. */
    static boolean isLarge(final @Nullable Object value) {
        return value != null
                && value.getClass().isArray()
                && value.getClass().getComponentType().isPrimitive()
                && Array.getLength(value) > MOST_COPIED;
    }

    /** Whether a value is an array that is better encoded where it is sent than copied on the way. */
    static boolean isLongArray(final @Nullable Object value) {
        return value != null && value.getClass().isArray() && Array.getLength(value) > MOST_ELEMENTS;
    }

    /** Gives a frame a body for one value: as it is now, whatever becomes of it. */
    static void put(final Frame frame, final @Nullable Object value, final Transfer kept) {
        if (value == null || isPlain(value)) {
            frame.value(value);
        } else {
            frame.bytes(encode(value, kept), FrameDescriptor.ONE);
        }
    }

    /** Encodes one value. */
    static byte[] encode(final Object value, final Transfer kept) {
        final MessageCodec<Object> codec = OF_THREAD.get().codec;
        final byte[] bytes = new byte[codec.prepare(value, kept)];
        codec.write(value, new UnsafeBuffer(bytes), 0);
        return bytes;
    }

    /** Encodes several values, some of which may be {@linkplain Packer.Encoded encoded} already. */
    static byte[] encodeAll(final @Nullable Object[] values, final int count, final Transfer kept) {
        final Values own = OF_THREAD.get();
        final ExpandableArrayBuffer scratch = own.scratch;
        scratch.putInt(0, count);
        int at = Integer.BYTES;
        for (int i = 0; i < count; i++) {
            final Object value = values[i];
            final int length;
            if (value == null) {
                length = NULL_LENGTH;
            } else if (value instanceof Packer.Encoded encoded) {
                length = encoded.bytes().length;
                scratch.putBytes(at + Integer.BYTES, encoded.bytes());
            } else {
                length = own.codec.prepare(value, kept);
                scratch.checkLimit(at + Integer.BYTES + length);
                own.codec.write(value, scratch, at + Integer.BYTES);
            }
            scratch.putInt(at, length);
            at = Math.addExact(at, Integer.BYTES + Math.max(length, 0));
        }
        final byte[] bytes = new byte[at];
        scratch.getBytes(0, bytes);
        if (scratch.capacity() > MOST_SCRATCH) {
            own.scratch = new ExpandableArrayBuffer();
        }
        return bytes;
    }

    /** What a frame's body says; an {@code Object[]} for several values. */
    static @Nullable Object decode(final Frame frame, final byte[] bytes, final Domain domain) throws Throwable {
        if (frame.form == FrameDescriptor.ONE) {
            return decode(new UnsafeBuffer(bytes), 0, bytes.length, domain);
        }
        final Parts parts = Parts.of(frame, domain);
        final Object[] values = new Object[parts.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = parts.get(i);
        }
        return values;
    }

    /** Decodes one value. */
    static Object decode(final UnsafeBuffer buffer, final int offset, final int length, final Domain domain) {
        final Arrival arrival = new Arrival(domain, 0);
        boolean decoded = false;
        try {
            final Object value = OF_THREAD.get().codec.read(buffer, offset, length, arrival);
            decoded = true;
            return value;
        } finally {
            if (!decoded) {
                arrival.closeArrived();
            }
            arrival.leaveToSender();
        }
    }
}
