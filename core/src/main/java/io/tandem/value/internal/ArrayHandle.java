package io.tandem.value.internal;

import io.tandem.codec.internal.Pieces;
import io.tandem.segment.IncompatibleException;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.object.BodyVersion;
import io.tandem.value.SharedArray;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.AtomicBuffer;
import org.jspecify.annotations.Nullable;

/** What arrays are whatever their type: bounds, copies, views and the lock. The faces know the elements. */
abstract class ArrayHandle extends RegionHandle implements SharedArray {
    private static final String LOCK = "run anything under its lock";
    /** Elements that are sorted on the heap. */
    private static final int FEW = 1 << 17;
    /** Elements between two looks at the handle, where one at each is too much; no more than an int can count. */
    static final int BLOCK = 1 << 16;

    /** In elements. */
    final long length;

    /** The same, as far as an int goes. */
    final int near;

    private final ElementType type;
    private final Guard guard;

    ArrayHandle(final Segment segment, final ElementType type) {
        super(segment, ArrayDescriptor.ELEMENTS_OFFSET);
        this.type = type;
        length = checkedLength(segment, type);
        near = (int) Math.min(length, Integer.MAX_VALUE);
        guard = new Guard(segment, ArrayDescriptor.GUARD_OFFSET, this);
    }

    private static long checkedLength(final Segment segment, final ElementType asked) {
        final String found = segment.configuration().get(ArrayDescriptor.TYPE_KEY);
        if (!asked.word().equals(found)) {
            throw new IncompatibleException(segment.describe() + " holds elements of type " + found
                    + ", and was asked for as one of " + asked.word()
                    + ". Ask for what is there, or " + segment.deletion() + ".");
        }
        final long elements = BodyVersion.requireNumber(segment, ArrayDescriptor.LENGTH_KEY, asked.maxLength());
        final long needed = ArrayDescriptor.bodyLength(elements << asked.shift());
        BodyVersion.require(segment, needed, ArrayDescriptor.VERSION, segment.bodyLength() == needed);
        return elements;
    }

    @Override
    protected final void onClose() {
        guard.disturb();
    }

    @Override
    protected final Token token() {
        return new ArrayToken(segment().objectId(), type);
    }

    @Override
    public final long length() {
        return length;
    }

    @Override
    public final AtomicBuffer buffer(final long from, final int count) {
        return window(position(from, count), bytes(count));
    }

    @Override
    public final ByteBuffer byteBuffer(final long from, final int count) {
        return byteWindow(position(from, count), bytes(count));
    }

    private int bytes(final int count) {
        final long bytes = (long) count << type.shift();
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("A view can't have " + count + " elements of type " + type.word() + ": "
                    + bytes + " bytes, where a buffer has " + Integer.MAX_VALUE + " at most. Use several.");
        }
        return (int) bytes;
    }

    /** Position of a range that lies within. */
    private long position(final long from, final long count) {
        return Objects.checkFromIndexSize(from, count, length) << type.shift();
    }

    // A thread in the lock keeps the segment, or a close would leave the lock held in the file, and let it go
    // elsewhere.

    @Override
    public final <T extends @Nullable Object> T withLock(final Supplier<T> action) {
        enter(LOCK);
        try {
            return guard.run(action);
        } finally {
            leave();
        }
    }

    @Override
    public final void withLock(final Runnable action) {
        enter(LOCK);
        try {
            guard.run(action);
        } finally {
            leave();
        }
    }

    @Override
    public final boolean recover(final Runnable mend) {
        enter("recover it");
        try {
            return guard.recover(mend);
        } finally {
            leave();
        }
    }

    // ---- ranges, for the faces; arrays on the heap are of this kind

    final void copyRangeOut(final long from, final Object target, final int offset, final int heapLength, final int n) {
        final long position = position(from, n);
        Objects.checkFromIndexSize(offset, n, heapLength);
        copyOut(position, target, heap(offset), (long) n << type.shift());
    }

    final void copyRangeIn(final long from, final Object source, final int offset, final int heapLength, final int n) {
        final long position = position(from, n);
        Objects.checkFromIndexSize(offset, n, heapLength);
        copyIn(source, heap(offset), position, (long) n << type.shift());
    }

    private long heap(final int offset) {
        return type.base() + ((long) offset << type.shift());
    }

    final void copyRangeTo(final long from, final ArrayHandle target, final long to, final long n) {
        copyAcross(position(from, n), target, target.position(to, n), n << type.shift());
    }

    /** The number of elements of a range, as long as an array on the heap can be. */
    final int heapLength(final long from, final long to) {
        Objects.checkFromToIndex(from, to, length);
        final long n = to - from;
        if (n > Integer.MAX_VALUE - Long.BYTES) {
            throw new IllegalArgumentException("No array on the heap has " + n + " elements: get them in pieces.");
        }
        return (int) n;
    }

    /** A close ends it between two swaps at most, so that no element is lost. */
    final void sortRange(final long from, final long to) {
        Objects.checkFromToIndex(from, to, length);
        enter(CHANGE);
        try {
            sortWithin(from, to);
        } finally {
            leave();
        }
    }

    private void sortWithin(final long from, final long to) {
        long start = from;
        long end = to;
        while (end - start > FEW) {
            final long middle = partition(start, end);
            if (middle - start < end - middle) {
                sortWithin(start, middle);
                start = middle + 1;
            } else {
                sortWithin(middle + 1, end);
                end = middle;
            }
        }
        final int n = (int) (end - start);
        if (n > 1) {
            final Object few = type.heapArray(n);
            copyOut(start << type.shift(), few, type.base(), (long) n << type.shift());
            sortHeap(few);
            Pieces.copy(few, type.base(), null, address + (start << type.shift()), (long) n << type.shift());
        }
    }

    /** Ends within the range whatever others write to it meanwhile. */
    private long partition(final long from, final long to) {
        final long last = to - 1;
        swap(from, median(anyOf(from, to), anyOf(from, to), anyOf(from, to)));
        long low = from;
        long high = to;
        while (true) {
            do {
                low++;
            } while (low < last && less(low, from));
            do {
                high--;
            } while (high > from && less(from, high));
            if (low >= high) {
                swap(from, high);
                return high;
            }
            swap(low, high);
        }
    }

    /** No order of elements that somebody made on purpose is slow to sort, then. */
    private static long anyOf(final long from, final long to) {
        return ThreadLocalRandom.current().nextLong(from, to);
    }

    private long median(final long a, final long b, final long c) {
        if (less(a, b)) {
            return less(b, c) ? b : less(a, c) ? c : a;
        }
        return less(a, c) ? a : less(b, c) ? c : b;
    }

    /** {@return whether one element is less than another, in the order of {@code Arrays.sort}} */
    abstract boolean less(long index, long other);

    /** Both of them, even if the handle is closed meanwhile: the caller keeps the memory. */
    private void swap(final long index, final long other) {
        final long one = address + (index << type.shift());
        final long two = address + (other << type.shift());
        switch (type.shift()) {
            case 0 -> {
                final byte value = UnsafeApi.getByte(one);
                UnsafeApi.putByte(one, UnsafeApi.getByte(two));
                UnsafeApi.putByte(two, value);
            }
            case 1 -> {
                final short value = UnsafeApi.getShort(one);
                UnsafeApi.putShort(one, UnsafeApi.getShort(two));
                UnsafeApi.putShort(two, value);
            }
            case 2 -> {
                final int value = UnsafeApi.getInt(one);
                UnsafeApi.putInt(one, UnsafeApi.getInt(two));
                UnsafeApi.putInt(two, value);
            }
            default -> {
                final long value = UnsafeApi.getLong(one);
                UnsafeApi.putLong(one, UnsafeApi.getLong(two));
                UnsafeApi.putLong(two, value);
            }
        }
    }

    abstract void sortHeap(Object array);
}
