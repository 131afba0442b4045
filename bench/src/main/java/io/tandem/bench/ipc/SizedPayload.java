package io.tandem.bench.ipc;

import io.tandem.bench.harness.BenchException;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Messages of any size, a multiple of eight bytes: a number, and those that follow it. Every byte is written and read. */
public final class SizedPayload {
    private SizedPayload() {}

    /** Writes one. */
    public static void write(final MutableDirectBuffer buffer, final int offset, final int length, final long number) {
        for (int i = 0; i < length; i += Long.BYTES) {
            buffer.putLong(offset + i, number + i);
        }
    }

    /** {@return the number of one, which was read as a whole} */
    public static long read(final DirectBuffer buffer, final int offset, final int length) {
        long sum = 0;
        for (int i = 0; i < length; i += Long.BYTES) {
            sum += buffer.getLong(offset + i);
        }
        final long number = buffer.getLong(offset);
        final long longs = length / Long.BYTES;
        if (sum != longs * number + Long.BYTES * (longs * (longs - 1) / 2)) {
            throw new BenchException("a message of " + length + " bytes that begins with " + number + " came broken");
        }
        return number;
    }

    /** Ends a run in which a message of another size came. */
    public static void checkLength(final int length, final int expected) {
        if (length != expected) {
            throw new BenchException("a message of " + length + " bytes came where " + expected + " were due");
        }
    }
}
