package io.tandem.codec.internal;

import java.io.OutputStream;
import java.util.Arrays;
import org.agrona.MutableDirectBuffer;

/** Growing memory that serialized objects are written to; used again from message to message. */
final class ByteSink extends OutputStream {
    private static final int INITIAL = 1024;
    /** What is kept for the next message at most. */
    private static final int KEPT = 1 << 20;

    private byte[] bytes = new byte[INITIAL];
    private int length;

    void clear() {
        length = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[INITIAL];
        }
    }

    int length() {
        return length;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    void copyTo(final MutableDirectBuffer target, final int offset) {
        target.putBytes(offset, bytes, 0, length);
    }

    @Override
    public void write(final int value) {
        ensure(1);
        bytes[length++] = (byte) value;
    }

    @Override
    public void write(final byte[] source, final int offset, final int count) {
        ensure(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    private void ensure(final int count) {
        final long needed = (long) length + count;
        if (needed > bytes.length) {
            final int wanted = Lengths.checked(needed, Object.class);
            bytes = Arrays.copyOf(bytes, (int) Math.min(Lengths.MAX, Math.max(wanted, bytes.length * 2L)));
        }
    }
}
