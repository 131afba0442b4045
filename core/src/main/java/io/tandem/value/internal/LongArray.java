package io.tandem.value.internal;

import io.tandem.segment.internal.Segment;
import io.tandem.value.SharedArray;
import io.tandem.value.SharedLongArray;
import java.util.Arrays;
import java.util.Objects;
import java.util.Spliterator;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.agrona.UnsafeApi;
import org.jspecify.annotations.Nullable;

/** A handle of an array of type {@code long}. */
public final class LongArray extends ArrayHandle implements SharedLongArray {
    LongArray(final Segment segment) {
        super(segment, ElementType.LONG);
    }

    /**
     * An array with options.
     *
     * @param length number of elements.
     * @return its options.
     */
    public static SharedArray.Builder<SharedLongArray> builder(final long length) {
        return new ArrayBuilder<>(ElementType.LONG, SharedLongArray.class, length);
    }

    /**
     * An array without a name.
     *
     * @param values of its elements.
     * @return a handle.
     */
    public static SharedLongArray of(final long[] values) {
        final SharedLongArray array = builder(values.length).create();
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
    public long get(final long index) {
        final long value = UnsafeApi.getLong(at(index));
        checkOpen(READ);
        return value;
    }

    @Override
    public void set(final long index, final long value) {
        final long at = at(index);
        checkOpen(CHANGE);
        UnsafeApi.putLong(at, value);
        checkOpen(CHANGE);
    }

    @Override
    public long get(final int index) {
        final long value = UnsafeApi.getLong(at(index));
        checkOpen(READ);
        return value;
    }

    @Override
    public void set(final int index, final long value) {
        final long at = at(index);
        checkOpen(CHANGE);
        UnsafeApi.putLong(at, value);
        checkOpen(CHANGE);
    }

    @Override
    public long getVolatile(final long index) {
        final long value = UnsafeApi.getLongVolatile(null, at(index));
        checkOpen(READ);
        return value;
    }

    @Override
    public void setVolatile(final long index, final long value) {
        final long at = at(index);
        checkOpen(CHANGE);
        UnsafeApi.putLongVolatile(null, at, value);
        checkOpen(CHANGE);
    }

    @Override
    public long getOpaque(final long index) {
        final long value = UnsafeApi.getLongOpaque(null, at(index));
        checkOpen(READ);
        return value;
    }

    @Override
    public void setOpaque(final long index, final long value) {
        final long at = at(index);
        checkOpen(CHANGE);
        UnsafeApi.putLongOpaque(null, at, value);
        checkOpen(CHANGE);
    }

    @Override
    public long getAcquire(final long index) {
        final long value = UnsafeApi.getLongAcquire(null, at(index));
        checkOpen(READ);
        return value;
    }

    @Override
    public void setRelease(final long index, final long value) {
        final long at = at(index);
        checkOpen(CHANGE);
        UnsafeApi.putLongRelease(null, at, value);
        checkOpen(CHANGE);
    }

    @Override
    public boolean compareAndSet(final long index, final long expected, final long update) {
        final long at = at(index);
        checkOpen(CHANGE);
        final boolean set = UnsafeApi.compareAndSetLong(null, at, expected, update);
        checkOpen(CHANGE);
        return set;
    }

    @Override
    public long compareAndExchange(final long index, final long expected, final long update) {
        final long at = at(index);
        checkOpen(CHANGE);
        final long found = UnsafeApi.compareAndExchangeLong(null, at, expected, update);
        checkOpen(CHANGE);
        return found;
    }

    @Override
    public long getAndSet(final long index, final long value) {
        final long at = at(index);
        checkOpen(CHANGE);
        final long before = UnsafeApi.getAndSetLong(null, at, value);
        checkOpen(CHANGE);
        return before;
    }

    @Override
    public long getAndAdd(final long index, final long delta) {
        final long at = at(index);
        checkOpen(CHANGE);
        final long before = UnsafeApi.getAndAddLong(null, at, delta);
        checkOpen(CHANGE);
        return before;
    }

    @Override
    public void get(final long from, final long[] target, final int offset, final int count) {
        copyRangeOut(from, target, offset, target.length, count);
    }

    @Override
    public void set(final long from, final long[] source, final int offset, final int count) {
        copyRangeIn(from, source, offset, source.length, count);
    }

    @Override
    public long[] toArray(final long from, final long to) {
        final long[] copy = new long[heapLength(from, to)];
        get(from, copy, 0, copy.length);
        return copy;
    }

    @Override
    public void copyTo(final long from, final SharedLongArray target, final long targetFrom, final long count) {
        copyRangeTo(from, (LongArray) target, targetFrom, count);
    }

    @Override
    public void fill(final long from, final long to, final long value) {
        Objects.checkFromToIndex(from, to, length);
        fillWithin(from, to, value);
    }

    /**
     * By halves, since in a loop around it the one below would be compiled to stores of one element each, and not of many; the same
     * would come of a number of elements that the compiler knows no limit of.
     */
    private void fillWithin(final long from, final long to, final long value) {
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
            UnsafeApi.putLong(at + ((long) i << 3), value);
        }
        checkChanged();
    }

    @Override
    public void sort(final long from, final long to) {
        sortRange(from, to);
    }

    @Override
    public LongStream stream(final long from, final long to) {
        Objects.checkFromToIndex(from, to, length);
        checkOpen(READ);
        return StreamSupport.longStream(new Elements(from, to), false);
    }

    /** What a stream takes its elements from. */
    private final class Elements extends ElementRange implements Spliterator.OfLong {
        Elements(final long from, final long to) {
            super(from, to);
        }

        @Override
        public boolean tryAdvance(final LongConsumer action) {
            Objects.requireNonNull(action, "the action");
            if (next >= end) {
                return false;
            }
            action.accept(get(next++));
            return true;
        }

        @Override
        public void forEachRemaining(final LongConsumer action) {
            Objects.requireNonNull(action, "the action");
            final long last = end;
            long done = next;
            next = last;
            for (; done < last; done += BLOCK) {
                final long at = address + (done << 3);
                final int count = (int) Math.min(BLOCK, last - done);
                for (int i = 0; i < count; i++) {
                    final long element = UnsafeApi.getLong(at + ((long) i << 3));
                    checkOpen(READ);
                    action.accept(element);
                }
                checkHasRead(); // the looks above may all have been made at once, before the first element was read
            }
        }

        @Override
        public Spliterator.@Nullable OfLong trySplit() {
            final long from = next;
            return splits() ? new Elements(from, next) : null;
        }
    }

    @Override
    boolean less(final long index, final long other) {
        return Long.compare(get(index), get(other)) < 0;
    }

    @Override
    void sortHeap(final Object array) {
        Arrays.sort((long[]) array);
    }
}
