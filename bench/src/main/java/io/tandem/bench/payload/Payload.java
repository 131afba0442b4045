package io.tandem.bench.payload;

import io.tandem.bench.harness.BenchException;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Messages of 32 bytes: a number, and three that follow from it. Every byte is written and read. */
public final class Payload {
    /** Of a message, in bytes. */
    public static final int LENGTH = 4 * Long.BYTES;

    private Payload() {}

    /** Writes one. */
    public static void write(final MutableDirectBuffer buffer, final int offset, final long number) {
        buffer.putLong(offset, number);
        buffer.putLong(offset + Long.BYTES, number + 1);
        buffer.putLong(offset + 2 * Long.BYTES, number + 2);
        buffer.putLong(offset + 3 * Long.BYTES, number + 3);
    }

    /** {@return the number of one, all of whose bytes were looked at} */
    public static long read(final DirectBuffer buffer, final int offset, final int length) {
        final long number = buffer.getLong(offset);
        final long rest = buffer.getLong(offset + Long.BYTES)
                + buffer.getLong(offset + 2 * Long.BYTES)
                + buffer.getLong(offset + 3 * Long.BYTES);
        if (length != LENGTH || rest != 3 * number + 6) {
            throw broken(number, length);
        }
        return number;
    }

    /** Ends a run in which something else came. */
    public static void check(final long received, final long expected) {
        if (received != expected) {
            throw new BenchException("message " + received + " came where " + expected + " was due");
        }
    }

    private static BenchException broken(final long number, final int length) {
        return new BenchException("a message of " + length + " bytes that begins with " + number + " came broken");
    }
}
