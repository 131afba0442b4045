package io.tandem.codec.internal;

import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.Transfer;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/** Encodes and decodes at an odd offset, with marked bytes around, and checks that they stay as they were. */
final class Encoding {
    private static final int BEFORE = 13;
    private static final int AFTER = 11;
    private static final byte MARK = (byte) 0xa5;

    private Encoding() {}

    @SuppressWarnings("NullAway") // No domain is needed where no shared object travels.
    static Transfer transfer() {
        return Transfer.intoChannel(null, 1);
    }

    @SuppressWarnings("NullAway") // As above.
    static Arrival arrival() {
        return new Arrival(null, 1);
    }

    static <T> byte[] encode(final MessageCodec<T> codec, final T value) {
        return encode(codec, value, transfer());
    }

    static <T> byte[] encode(final MessageCodec<T> codec, final T value, final Transfer transfer) {
        final int length = codec.prepare(value, transfer);
        final byte[] bytes = new byte[BEFORE + length + AFTER];
        Arrays.fill(bytes, MARK);
        codec.write(value, new UnsafeBuffer(bytes), BEFORE);
        for (int i = 0; i < bytes.length; i++) {
            if ((i < BEFORE || i >= BEFORE + length) && bytes[i] != MARK) {
                throw new AssertionError("byte " + (i - BEFORE) + " of a message of " + length + " was written");
            }
        }
        return Arrays.copyOfRange(bytes, BEFORE, BEFORE + length);
    }

    static <T> T decode(final MessageCodec<T> codec, final byte[] message) {
        return decode(codec, message, arrival());
    }

    static <T> T decode(final MessageCodec<T> codec, final byte[] message, final Arrival arrival) {
        final byte[] bytes = new byte[BEFORE + message.length + AFTER];
        Arrays.fill(bytes, MARK);
        System.arraycopy(message, 0, bytes, BEFORE, message.length);
        return codec.read(new UnsafeBuffer(bytes), BEFORE, message.length, arrival);
    }

    static <T> T roundTrip(final MessageCodec<T> codec, final T value) {
        return decode(codec, encode(codec, value));
    }
}
