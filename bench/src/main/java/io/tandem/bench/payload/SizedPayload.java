package io.tandem.bench.payload;

import io.tandem.bench.harness.BenchException;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Messages of one size, at least eight bytes: a number first and last, a pattern in between. All of it is copied in, copied
 * out and compared, by what the JVM has for that: a loop of ours would be another one in each subject's compiled code.
 */
public final class SizedPayload {
    private final int size;
    private final byte[] pattern;
    private final byte[] copy;

    /**
     * Messages of a size.
     *
     * @param size in bytes.
     */
    public SizedPayload(final int size) {
        this.size = size;
        pattern = new byte[size];
        copy = new byte[size];
        for (int i = 0; i < size; i++) {
            pattern[i] = (byte) (i * 31);
        }
    }

    /** Writes one. */
    public void write(final MutableDirectBuffer buffer, final int offset, final long number) {
        if (size > Long.BYTES) {
            buffer.putBytes(offset, pattern, 0, size);
            buffer.putLong(offset + size - Long.BYTES, number);
        }
        buffer.putLong(offset, number);
    }

    /** {@return the number of one, which was read as a whole} */
    public long read(final DirectBuffer buffer, final int offset, final int length) {
        if (length != size) {
            throw new BenchException("a message of " + length + " bytes came where " + size + " were due");
        }
        final long number = buffer.getLong(offset);
        if (size > Long.BYTES) {
            buffer.getBytes(offset, copy, 0, size);
            final int end = size - Long.BYTES;
            if (buffer.getLong(offset + end) != number
                    || !Arrays.equals(copy, Long.BYTES, end, pattern, Long.BYTES, end)) {
                throw new BenchException("a message of " + size + " bytes that begins with " + number + " came broken");
            }
        }
        return number;
    }
}
