package io.tandem.value.internal;

import io.tandem.segment.internal.Segment;
import io.tandem.value.SharedArray;
import io.tandem.value.SharedDoubleArray;
import java.util.Arrays;
import java.util.Objects;
import java.util.Spliterator;
import java.util.function.DoubleConsumer;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;
import org.agrona.UnsafeApi;
import org.jspecify.annotations.Nullable;

/** A handle of an array of type {@code double}. */
public final class DoubleArray extends ArrayHandle implements SharedDoubleArray {
    DoubleArray(final Segment segment) {
        super(segment, ElementType.DOUBLE);
    }

    /**
     * An array with options.
     *
     * @param length number of elements.
     * @return its options.
     */
    public static SharedArray.Builder<SharedDoubleArray> builder(final long length) {
        return new ArrayBuilder<>(ElementType.DOUBLE, SharedDoubleArray.class, length);
    }

    /**
     * An array without a name.
     *
     * @param values of its elements.
     * @return a handle.
     */
    public static SharedDoubleArray of(final double[] values) {
        final SharedDoubleArray array = builder(values.length).create();
        array.set(0, values, 0, values.length);
        return array;
    }

    private long at(final long index) {
        return address + (Objects.checkIndex(index, length) << 3);
    }

    /** Compiled as the check of an array on the heap, which loops make once, and no other form of it is. */
    private long at(final int index) {
        try {
            return address + ((long) Objects.checkIndex(index, near) << 3);
        } catch (final IndexOutOfBoundsException e) {
            return at((long) index); // the last int, in an array that goes on behind it; or says the whole length
        }
    }

    @Override
    public double get(final long index) {
        final double value = UnsafeApi.getDouble(at(index));
        checkOpen(READ);
        return value;
    }

    @Override
    public void set(final long index, final double value) {
        final long at = at(index);
        checkOpen(CHANGE);
        UnsafeApi.putDouble(at, value);
        checkOpen(CHANGE);
    }

    @Override
    public double get(final int index) {
        final double value = UnsafeApi.getDouble(at(index));
        checkOpen(READ);
        return value;
    }

    @Override
    public void set(final int index, final double value) {
        final long at = at(index);
        checkOpen(CHANGE);
        UnsafeApi.putDouble(at, value);
        checkOpen(CHANGE);
    }

    @Override
    public double getVolatile(final long index) {
        final double value = UnsafeApi.getDoubleVolatile(null, at(index));
        checkOpen(READ);
        return value;
    }

    @Override
    public void setVolatile(final long index, final double value) {
        final long at = at(index);
        checkOpen(CHANGE);
        UnsafeApi.putDoubleVolatile(null, at, value);
        checkOpen(CHANGE);
    }

    @Override
    public double getOpaque(final long index) {
        final double value = UnsafeApi.getDoubleOpaque(null, at(index));
        checkOpen(READ);
        return value;
    }

    @Override
    public void setOpaque(final long index, final double value) {
        final long at = at(index);
        checkOpen(CHANGE);
        UnsafeApi.putDoubleOpaque(null, at, value);
        checkOpen(CHANGE);
    }

    @Override
    public double getAcquire(final long index) {
        final double value = UnsafeApi.getDoubleAcquire(null, at(index));
        checkOpen(READ);
        return value;
    }

    @Override
    public void setRelease(final long index, final double value) {
        final long at = at(index);
        checkOpen(CHANGE);
        UnsafeApi.putDoubleRelease(null, at, value);
        checkOpen(CHANGE);
    }

    @Override
    public boolean compareAndSet(final long index, final double expected, final double update) {
        final long at = at(index);
        checkOpen(CHANGE);
        final boolean set = UnsafeApi.compareAndSetDouble(null, at, expected, update);
        checkOpen(CHANGE);
        return set;
    }

    @Override
    public double compareAndExchange(final long index, final double expected, final double update) {
        final long at = at(index);
        checkOpen(CHANGE);
        final double found = UnsafeApi.compareAndExchangeDouble(null, at, expected, update);
        checkOpen(CHANGE);
        return found;
    }

    @Override
    public double getAndSet(final long index, final double value) {
        final long at = at(index);
        checkOpen(CHANGE);
        final double before = UnsafeApi.getAndSetDouble(null, at, value);
        checkOpen(CHANGE);
        return before;
    }

    @Override
    public double getAndAdd(final long index, final double delta) {
        final long at = at(index);
        checkOpen(CHANGE);
        final double before = UnsafeApi.getAndAddDouble(null, at, delta);
        checkOpen(CHANGE);
        return before;
    }

    @Override
    public void get(final long from, final double[] target, final int offset, final int count) {
        copyRangeOut(from, target, offset, target.length, count);
    }

    @Override
    public void set(final long from, final double[] source, final int offset, final int count) {
        copyRangeIn(from, source, offset, source.length, count);
    }

    @Override
    public double[] toArray(final long from, final long to) {
        final double[] copy = new double[heapLength(from, to)];
        get(from, copy, 0, copy.length);
        return copy;
    }

    @Override
    public void copyTo(final long from, final SharedDoubleArray target, final long targetFrom, final long count) {
        copyRangeTo(from, (DoubleArray) target, targetFrom, count);
    }

    @Override
    public void fill(final long from, final long to, final double value) {
        Objects.checkFromToIndex(from, to, length);
        fillWithin(from, to, value);
    }

    /**
     * By halves, since in a loop around it the one below would be compiled to stores of one element each, and not of many; the same
     * would come of a number of elements that the compiler knows no limit of.
     */
    private void fillWithin(final long from, final long to, final double value) {
        final long n = to - from;
        if (n > BLOCK) {
            fillWithin(from, from + n / 2, value);
            fillWithin(from + n / 2, to, value);
            return;
        }
        final long at = address + (from << 3);
        final int count = Math.min((int) n, BLOCK);
        checkOpen(CHANGE);
        for (int i = 0; i < count; i++) {
            UnsafeApi.putDouble(at + ((long) i << 3), value);
        }
        checkChanged();
    }

    @Override
    public void sort(final long from, final long to) {
        sortRange(from, to);
    }

    @Override
    public DoubleStream stream(final long from, final long to) {
        Objects.checkFromToIndex(from, to, length);
        checkOpen(READ);
        return StreamSupport.doubleStream(new Elements(from, to), false);
    }

    /** What a stream takes its elements from. */
    private final class Elements extends ElementRange implements Spliterator.OfDouble {
        Elements(final long from, final long to) {
            super(from, to);
        }

        @Override
        public boolean tryAdvance(final DoubleConsumer action) {
            Objects.requireNonNull(action, "the action");
            if (next >= end) {
                return false;
            }
            action.accept(get(next++));
            return true;
        }

        @Override
        public void forEachRemaining(final DoubleConsumer action) {
            Objects.requireNonNull(action, "the action");
            final long last = end;
            long done = next;
            next = last;
            for (; done < last; done += BLOCK) {
                final long at = address + (done << 3);
                final int count = (int) Math.min(BLOCK, last - done);
                for (int i = 0; i < count; i++) {
                    final double element = UnsafeApi.getDouble(at + ((long) i << 3));
                    checkOpen(READ);
                    action.accept(element);
                }
                checkHasRead(); // the looks above may all have been made at once, before the first element was read
            }
        }

        @Override
        public Spliterator.@Nullable OfDouble trySplit() {
            final long from = next;
            return splits() ? new Elements(from, next) : null;
        }
    }

    @Override
    boolean less(final long index, final long other) {
        return Double.compare(get(index), get(other)) < 0;
    }

    @Override
    void sortHeap(final Object array) {
        Arrays.sort((double[]) array);
    }
}
