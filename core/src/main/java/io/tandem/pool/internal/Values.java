package io.tandem.pool.internal;

import io.tandem.codec.CorruptMessageException;
import io.tandem.codec.internal.Codecs;
import io.tandem.codec.internal.MessageCodec;
import io.tandem.segment.Domain;
import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.Transfer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Values to bytes that can be sent more than once, and back. */
final class Values {
    private static final int NULL_LENGTH = -1;
    private static final ThreadLocal<Values> OF_THREAD = ThreadLocal.withInitial(Values::new);

    private final MessageCodec<Object> codec = Codecs.create(Object.class, null);

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

    /** Encodes several values. */
    static byte[] encodeAll(final Object[] values, final Transfer kept) {
        final byte[][] parts = new byte[values.length][];
        long length = Integer.BYTES;
        for (int i = 0; i < values.length; i++) {
            final Object value = values[i];
            parts[i] = value == null ? new byte[0] : encode(value, kept);
            length += Integer.BYTES + parts[i].length;
        }
        final byte[] bytes = new byte[Math.toIntExact(length)];
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        buffer.putInt(0, values.length);
        int at = Integer.BYTES;
        for (int i = 0; i < values.length; i++) {
            buffer.putInt(at, values[i] == null ? NULL_LENGTH : parts[i].length);
            buffer.putBytes(at + Integer.BYTES, parts[i]);
            at += Integer.BYTES + parts[i].length;
        }
        return bytes;
    }

    /** What a frame's body says; an {@code Object[]} for several values. */
    static Object decode(final byte[] bytes, final byte form, final Domain domain) {
        final MessageCodec<Object> codec = OF_THREAD.get().codec;
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        final Arrival arrival = new Arrival(domain, 0);
        boolean decoded = false;
        try {
            final Object value = form == FrameDescriptor.ONE
                    ? codec.read(buffer, 0, bytes.length, arrival)
                    : decodeAll(codec, buffer, bytes.length, arrival);
            decoded = true;
            return value;
        } finally {
            if (!decoded) {
                arrival.closeArrived();
            }
            arrival.leaveToSender();
        }
    }

    private static Object[] decodeAll(
            final MessageCodec<Object> codec, final UnsafeBuffer buffer, final int length, final Arrival arrival) {
        final int count = length < Integer.BYTES ? -1 : buffer.getInt(0);
        if (count < 0 || count > (length - Integer.BYTES) / Integer.BYTES) {
            throw damaged(length);
        }
        final Object[] values = new Object[count];
        int at = Integer.BYTES;
        for (int i = 0; i < count; i++) {
            final int partLength = at > length - Integer.BYTES ? NULL_LENGTH - 1 : buffer.getInt(at);
            at += Integer.BYTES;
            if (partLength == NULL_LENGTH) {
                continue;
            }
            if (partLength < 0 || partLength > length - at) {
                throw damaged(length);
            }
            values[i] = codec.read(buffer, at, partLength, arrival);
            at += partLength;
        }
        return values;
    }

    private static CorruptMessageException damaged(final int length) {
        return new CorruptMessageException("The " + length + " bytes of a task's values are damaged.");
    }
}
