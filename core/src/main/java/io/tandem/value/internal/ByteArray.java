package io.tandem.value.internal;

import io.tandem.segment.internal.Segment;
import io.tandem.value.SharedArray;
import io.tandem.value.SharedByteArray;
import java.util.Arrays;
import java.util.Objects;
import java.util.Spliterator;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.agrona.UnsafeApi;
import org.jspecify.annotations.Nullable;

/** A handle of an array of type {@code byte}. */
public final class ByteArray extends ArrayHandle implements SharedByteArray {
    ByteArray(final Segment segment) {
        super(segment, ElementType.BYTE);
    }

    /**
     * An array with options.
     *
     * @param length number of elements.
     * @return its options.
     */
    public static SharedArray.Builder<SharedByteArray> builder(final long length) {
        return new ArrayBuilder<>(ElementType.BYTE, SharedByteArray.class, length);
    }

    /**
     * An array without a name.
     *
     * @param values of its elements.
     * @return a handle.
     */
    public static SharedByteArray of(final byte[] values) {
        final SharedByteArray array = builder(values.length).create();
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

    @Override
    public byte get(final long index) {
        final byte value = UnsafeApi.getByte(at(index));
        checkOpen(READ);
        return value;
    }

    @Override
    public void set(final long index, final byte value) {
        final long at = at(index);
        checkOpen(CHANGE);
        UnsafeApi.putByte(at, value);
        checkOpen(CHANGE);
    }

    @Override
    public byte get(final int index) {
        final byte value = UnsafeApi.getByte(at(index));
        checkOpen(READ);
        return value;
    }

    @Override
    public void set(final int index, final byte value) {
        final long at = at(index);
        checkOpen(CHANGE);
        UnsafeApi.putByte(at, value);
        checkOpen(CHANGE);
    }

    @Override
    public byte getVolatile(final long index) {
        final byte value = UnsafeApi.getByteVolatile(null, at(index));
        checkOpen(READ);
        return value;
    }

    @Override
    public void setVolatile(final long index, final byte value) {
        final long at = at(index);
        checkOpen(CHANGE);
        UnsafeApi.putByteVolatile(null, at, value);
        checkOpen(CHANGE);
    }

    @Override
    public byte getOpaque(final long index) {
        final byte value = UnsafeApi.getByteOpaque(null, at(index));
        checkOpen(READ);
        return value;
    }

    @Override
    public void setOpaque(final long index, final byte value) {
        final long at = at(index);
        checkOpen(CHANGE);
        UnsafeApi.putByteOpaque(null, at, value);
        checkOpen(CHANGE);
    }

    @Override
    public byte getAcquire(final long index) {
        final byte value = UnsafeApi.getByteAcquire(null, at(index));
        checkOpen(READ);
        return value;
    }

    @Override
    public void setRelease(final long index, final byte value) {
        final long at = at(index);
        checkOpen(CHANGE);
        UnsafeApi.putByteRelease(null, at, value);
        checkOpen(CHANGE);
    }

    @Override
    public boolean compareAndSet(final long index, final byte expected, final byte update) {
        final long at = at(index);
        checkOpen(CHANGE);
        final boolean set = UnsafeApi.compareAndSetByte(null, at, expected, update);
        checkOpen(CHANGE);
        return set;
    }

    @Override
    public byte compareAndExchange(final long index, final byte expected, final byte update) {
        final long at = at(index);
        checkOpen(CHANGE);
        final byte found = UnsafeApi.compareAndExchangeByte(null, at, expected, update);
        checkOpen(CHANGE);
        return found;
    }

    @Override
    public byte getAndSet(final long index, final byte value) {
        final long at = at(index);
        checkOpen(CHANGE);
        final byte before = UnsafeApi.getAndSetByte(null, at, value);
        checkOpen(CHANGE);
        return before;
    }

    @Override
    public byte getAndAdd(final long index, final byte delta) {
        final long at = at(index);
        checkOpen(CHANGE);
        final byte before = UnsafeApi.getAndAddByte(null, at, delta);
        checkOpen(CHANGE);
        return before;
    }

    @Override
    public void get(final long from, final byte[] target, final int offset, final int count) {
        copyRangeOut(from, target, offset, target.length, count);
    }

    @Override
    public void set(final long from, final byte[] source, final int offset, final int count) {
        copyRangeIn(from, source, offset, source.length, count);
    }

    @Override
    public byte[] toArray(final long from, final long to) {
        final byte[] copy = new byte[heapLength(from, to)];
        get(from, copy, 0, copy.length);
        return copy;
    }

    @Override
    public void copyTo(final long from, final SharedByteArray target, final long targetFrom, final long count) {
        copyRangeTo(from, (ByteArray) target, targetFrom, count);
    }

    @Override
    public void fill(final long from, final long to, final byte value) {
        Objects.checkFromToIndex(from, to, length);
        fillWithin(from, to, value);
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
    public void sort(final long from, final long to) {
        sortRange(from, to);
    }

    @Override
    public IntStream stream(final long from, final long to) {
        Objects.checkFromToIndex(from, to, length);
        checkOpen(READ);
        return StreamSupport.intStream(new Elements(from, to), false);
    }

    /** What a stream takes its elements from. */
    private final class Elements extends ElementRange implements Spliterator.OfInt {
        Elements(final long from, final long to) {
            super(from, to);
        }

        @Override
        public boolean tryAdvance(final IntConsumer action) {
            Objects.requireNonNull(action, "the action");
            if (next >= end) {
                return false;
            }
            action.accept(get(next++));
            return true;
        }

        @Override
        public void forEachRemaining(final IntConsumer action) {
            Objects.requireNonNull(action, "the action");
            final long last = end;
            long done = next;
            next = last;
            for (; done < last; done += BLOCK) {
                final long at = address + (done << 0);
                final int count = (int) Math.min(BLOCK, last - done);
                for (int i = 0; i < count; i++) {
                    final byte element = UnsafeApi.getByte(at + ((long) i << 0));
                    checkOpen(READ);
                    action.accept(element);
                }
                checkHasRead(); // the looks above may all have been made at once, before the first element was read
            }
        }

        @Override
        public Spliterator.@Nullable OfInt trySplit() {
            final long from = next;
            return splits() ? new Elements(from, next) : null;
        }
    }

    @Override
    boolean less(final long index, final long other) {
        return Byte.compare(get(index), get(other)) < 0;
    }

    @Override
    void sortHeap(final Object array) {
        Arrays.sort((byte[]) array);
    }
}
