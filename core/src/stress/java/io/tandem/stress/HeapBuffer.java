package io.tandem.stress;

import io.tandem.os.ModuleAccess;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A heap twin of shared words: what {@code Words} needs of a buffer, over arrays that a model checker follows. Each eight
 * bytes are used as one long or as two ints, never as both. Each access is volatile: the model checker knows no weaker ones.
 */
public final class HeapBuffer extends UnsafeBuffer {
    static {
        ModuleAccess.ensureInternalMisc(UnsafeBuffer.class.getModule());
    }

    private final AtomicLongArray longs;
    private final AtomicIntegerArray ints;

    /**
     * Of zeros.
     *
     * @param length in words of eight bytes.
     */
    public HeapBuffer(final int length) {
        super(new byte[length * Long.BYTES]);
        longs = new AtomicLongArray(length);
        ints = new AtomicIntegerArray(2 * length);
    }

    @Override
    public int getIntVolatile(final int index) {
        return ints.get(index / Integer.BYTES);
    }

    @Override
    public boolean compareAndSetInt(final int index, final int expected, final int update) {
        return ints.compareAndSet(index / Integer.BYTES, expected, update);
    }

    @Override
    public long getLong(final int index) {
        return longs.get(index / Long.BYTES);
    }

    @Override
    public void putLong(final int index, final long value) {
        longs.set(index / Long.BYTES, value);
    }

    @Override
    public long getLongVolatile(final int index) {
        return longs.get(index / Long.BYTES);
    }

    @Override
    public void putLongRelease(final int index, final long value) {
        longs.set(index / Long.BYTES, value);
    }

    @Override
    public boolean compareAndSetLong(final int index, final long expected, final long update) {
        return longs.compareAndSet(index / Long.BYTES, expected, update);
    }
}
