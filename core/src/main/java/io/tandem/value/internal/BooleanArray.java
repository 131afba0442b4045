package io.tandem.value.internal;

import io.tandem.segment.internal.Segment;
import io.tandem.value.SharedArray;
import io.tandem.value.SharedBooleanArray;
import java.util.Objects;
import org.agrona.UnsafeApi;

/** A handle of an array of type {@code boolean}. */
public final class BooleanArray extends ArrayHandle implements SharedBooleanArray {
    BooleanArray(final Segment segment) {
        super(segment, ElementType.BOOLEAN);
    }

    /**
     * An array with options.
     *
     * @param length number of elements.
     * @return its options.
     */
    public static SharedArray.Builder<SharedBooleanArray> builder(final long length) {
        return new ArrayBuilder<>(ElementType.BOOLEAN, SharedBooleanArray.class, length);
    }

    /**
     * An array without a name.
     *
     * @param values of its elements.
     * @return a handle.
     */
    public static SharedBooleanArray of(final boolean[] values) {
        final SharedBooleanArray array = builder(values.length).create();
        array.set(0, values, 0, values.length);
        return array;
    }

    private long at(final long index) {
        return address + (Objects.checkIndex(index, length) << 0);
    }

    /** Compiled as the check of an array on the heap, which loops make once, and no other form of it is. */
    private long at(final int index) {
        try {
            return address + ((long) Objects.checkIndex(index, near) << 0);
        } catch (final IndexOutOfBoundsException e) {
            return at((long) index); // the last int, in an array that goes on behind it; or says the whole length
        }
    }

    private static byte raw(final boolean value) {
        return (byte) (value ? 1 : 0);
    }

    @Override
    public boolean get(final long index) {
        final boolean value = UnsafeApi.getByte(at(index)) != 0;
        checkOpen(READ);
        return value;
    }

    @Override
    public void set(final long index, final boolean value) {
        final long at = at(index);
        checkOpen(CHANGE);
        UnsafeApi.putByte(at, raw(value));
        checkOpen(CHANGE);
    }

    @Override
    public boolean get(final int index) {
        final boolean value = UnsafeApi.getByte(at(index)) != 0;
        checkOpen(READ);
        return value;
    }

    @Override
    public void set(final int index, final boolean value) {
        final long at = at(index);
        checkOpen(CHANGE);
        UnsafeApi.putByte(at, raw(value));
        checkOpen(CHANGE);
    }

    @Override
    public boolean getVolatile(final long index) {
        final boolean value = UnsafeApi.getByteVolatile(null, at(index)) != 0;
        checkOpen(READ);
        return value;
    }

    @Override
    public void setVolatile(final long index, final boolean value) {
        final long at = at(index);
        checkOpen(CHANGE);
        UnsafeApi.putByteVolatile(null, at, raw(value));
        checkOpen(CHANGE);
    }

    @Override
    public boolean getOpaque(final long index) {
        final boolean value = UnsafeApi.getByteOpaque(null, at(index)) != 0;
        checkOpen(READ);
        return value;
    }

    @Override
    public void setOpaque(final long index, final boolean value) {
        final long at = at(index);
        checkOpen(CHANGE);
        UnsafeApi.putByteOpaque(null, at, raw(value));
        checkOpen(CHANGE);
    }

    @Override
    public boolean getAcquire(final long index) {
        final boolean value = UnsafeApi.getByteAcquire(null, at(index)) != 0;
        checkOpen(READ);
        return value;
    }

    @Override
    public void setRelease(final long index, final boolean value) {
        final long at = at(index);
        checkOpen(CHANGE);
        UnsafeApi.putByteRelease(null, at, raw(value));
        checkOpen(CHANGE);
    }

    @Override
    public boolean compareAndSet(final long index, final boolean expected, final boolean update) {
        final long at = at(index);
        checkOpen(CHANGE);
        final boolean set = UnsafeApi.compareAndSetByte(null, at, raw(expected), raw(update));
        checkOpen(CHANGE);
        return set;
    }

    @Override
    public boolean compareAndExchange(final long index, final boolean expected, final boolean update) {
        final long at = at(index);
        checkOpen(CHANGE);
        final boolean found = UnsafeApi.compareAndExchangeByte(null, at, raw(expected), raw(update)) != 0;
        checkOpen(CHANGE);
        return found;
    }

    @Override
    public boolean getAndSet(final long index, final boolean value) {
        final long at = at(index);
        checkOpen(CHANGE);
        final boolean before = UnsafeApi.getAndSetByte(null, at, raw(value)) != 0;
        checkOpen(CHANGE);
        return before;
    }

    @Override
    public void get(final long from, final boolean[] target, final int offset, final int count) {
        Objects.checkFromIndexSize(from, count, length);
        Objects.checkFromIndexSize(offset, count, target.length);
        for (int i = 0; i < count; i++) { // a copy could bring booleans that are neither 0 nor 1
            target[offset + i] = get(from + i);
        }
        checkOpen(READ);
    }

    @Override
    public void set(final long from, final boolean[] source, final int offset, final int count) {
        copyRangeIn(from, source, offset, source.length, count);
    }

    @Override
    public boolean[] toArray(final long from, final long to) {
        final boolean[] copy = new boolean[heapLength(from, to)];
        get(from, copy, 0, copy.length);
        return copy;
    }

    @Override
    public void copyTo(final long from, final SharedBooleanArray target, final long targetFrom, final long count) {
        copyRangeTo(from, (BooleanArray) target, targetFrom, count);
    }

    @Override
    public void fill(final long from, final long to, final boolean value) {
        Objects.checkFromToIndex(from, to, length);
        fillWithin(from, to, raw(value));
    }

    /**
     * By halves, since in a loop around it the one below would be compiled to stores of one element each, and not of many; the same
     * would come of a number of elements that the compiler knows no limit of.
     */
    private void fillWithin(final long from, final long to, final byte value) {
        final long n = to - from;
        if (n > BLOCK) {
            fillWithin(from, from + n / 2, value);
            fillWithin(from + n / 2, to, value);
            return;
        }
        final long at = address + (from << 0);
        final int count = Math.min((int) n, BLOCK);
        checkOpen(CHANGE);
        for (int i = 0; i < count; i++) {
            UnsafeApi.putByte(at + ((long) i << 0), value);
        }
        checkChanged();
    }

    @Override
    boolean less(final long index, final long other) {
        return Boolean.compare(get(index), get(other)) < 0;
    }

    @Override
    void sortHeap(final Object array) {
        throw new UnsupportedOperationException("Booleans aren't sorted.");
    }
}
