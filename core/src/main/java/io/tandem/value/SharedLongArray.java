package io.tandem.value;

import io.tandem.segment.Domain;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.value.internal.LongArray;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;

/**
 * An array of type {@code long} that processes share. What holds for arrays of all types stands at {@link SharedArray}.
 *
 * <pre>{@code
 * try (SharedLongArray shared = SharedLongArray.create(1_000);
 *         var child = ChildProcess.start(() -> shared.set(0, 42))) {
 *     child.join();
 *     System.out.println(shared.get(0));
 * }
 * }</pre>
 *
 * <p>Sums wrap around.
 *
 * <p>Safe for threads and processes. Every call but {@link #length()} throws {@link IllegalStateException} if the handle is closed.
 * Handles travel inside lambdas and messages.
 */
public interface SharedLongArray extends SharedArray {
    /**
     * An array without a name, in the current domain, of elements that are 0.
     *
     * @param length number of elements, 0 or more.
     * @return a handle.
     */
    static SharedLongArray create(final long length) {
        return builder(length).create();
    }

    /**
     * An array without a name, in the current domain.
     *
     * @param values of its elements.
     * @return a handle.
     */
    static SharedLongArray create(final long[] values) {
        return LongArray.of(values);
    }

    /**
     * An array with options.
     *
     * @param length number of elements, 0 or more.
     * @return its options.
     */
    static Builder<SharedLongArray> builder(final long length) {
        return LongArray.builder(length);
    }

    /**
     * Removes a name from the current domain; users of the array go on.
     *
     * @param name of an array, whatever its type.
     * @return false if there was none.
     */
    static boolean delete(final String name) {
        return delete(Domain.current(), name);
    }

    /**
     * Removes a name; users of the array go on.
     *
     * @param domain it is in.
     * @param name   of an array, whatever its type.
     * @return false if there was none.
     */
    static boolean delete(final Domain domain, final String name) {
        return Segment.delete(domain, name, ObjectKind.ARRAY);
    }

    /**
     * Reads an element, as from an array on the heap.
     *
     * @param index of the element.
     * @return its value.
     */
    long get(long index);

    /**
     * Writes an element, as to an array on the heap.
     *
     * @param index of the element.
     * @param value new.
     */
    void set(long index, long value);

    /**
     * Reads an element, as from an array on the heap. A loop is fastest over these indexes: see {@link SharedArray}.
     *
     * @param index of the element.
     * @return its value.
     */
    long get(int index);

    /**
     * Writes an element, as to an array on the heap. For many of one value, {@code fill} is faster than a loop.
     *
     * @param index of the element.
     * @param value new.
     */
    void set(int index, long value);

    /**
     * Reads an element as a volatile variable.
     *
     * @param index of the element.
     * @return its value.
     */
    long getVolatile(long index);

    /**
     * Writes an element as a volatile variable.
     *
     * @param index of the element.
     * @param value new.
     */
    void setVolatile(long index, long value);

    /**
     * Reads an element in the order in which it was changed, and in no other.
     *
     * @param index of the element.
     * @return its value.
     */
    long getOpaque(long index);

    /**
     * Writes an element so that it is seen in the order in which it is changed, and in no other.
     *
     * @param index of the element.
     * @param value new.
     */
    void setOpaque(long index, long value);

    /**
     * Reads an element; nothing that follows is done before.
     *
     * @param index of the element.
     * @return its value.
     */
    long getAcquire(long index);

    /**
     * Writes an element; what was done before <i>happens-before</i> what follows a {@link #getAcquire} that reads it.
     *
     * @param index of the element.
     * @param value new.
     */
    void setRelease(long index, long value);

    /**
     * Writes an element if it is as expected. Ordered as a volatile read and write.
     *
     * @param index    of the element.
     * @param expected value.
     * @param update   new value.
     * @return whether it was written.
     */
    boolean compareAndSet(long index, long expected, long update);

    /**
     * Writes an element if it is as expected. Ordered as a volatile read and write.
     *
     * @param index    of the element.
     * @param expected value.
     * @param update   new value.
     * @return the value before: if it is the one expected, it was written.
     */
    long compareAndExchange(long index, long expected, long update);

    /**
     * Writes an element. Ordered as a volatile read and write.
     *
     * @param index of the element.
     * @param value new.
     * @return the value before.
     */
    long getAndSet(long index, long value);

    /**
     * Adds to an element. Ordered as a volatile read and write.
     *
     * @param index of the element.
     * @param delta to add.
     * @return the value before.
     */
    long getAndAdd(long index, long delta);

    /**
     * Adds to an element. Ordered as a volatile read and write.
     *
     * @param index of the element.
     * @param delta to add.
     * @return the new value.
     */
    default long addAndGet(final long index, final long delta) {
        return getAndAdd(index, delta) + delta;
    }

    /**
     * Adds 1 to an element. Ordered as a volatile read and write.
     *
     * @param index of the element.
     * @return the value before.
     */
    default long getAndIncrement(final long index) {
        return getAndAdd(index, 1);
    }

    /**
     * Adds 1 to an element. Ordered as a volatile read and write.
     *
     * @param index of the element.
     * @return the new value.
     */
    default long incrementAndGet(final long index) {
        return addAndGet(index, 1);
    }

    /**
     * Adds -1 to an element. Ordered as a volatile read and write.
     *
     * @param index of the element.
     * @return the value before.
     */
    default long getAndDecrement(final long index) {
        return getAndAdd(index, -1);
    }

    /**
     * Adds -1 to an element. Ordered as a volatile read and write.
     *
     * @param index of the element.
     * @return the new value.
     */
    default long decrementAndGet(final long index) {
        return addAndGet(index, -1);
    }

    /**
     * Changes an element by a function. Ordered as a volatile read and write.
     *
     * @param index  of the element.
     * @param update without side effects: it is called again when another thread or process was faster.
     * @return the value before.
     */
    default long getAndUpdate(final long index, final LongUnaryOperator update) {
        while (true) {
            final long before = getVolatile(index);
            if (compareAndSet(index, before, update.applyAsLong(before))) {
                return before;
            }
        }
    }

    /**
     * Changes an element by a function. Ordered as a volatile read and write.
     *
     * @param index  of the element.
     * @param update without side effects: it is called again when another thread or process was faster.
     * @return the new value.
     */
    default long updateAndGet(final long index, final LongUnaryOperator update) {
        while (true) {
            final long before = getVolatile(index);
            final long after = update.applyAsLong(before);
            if (compareAndSet(index, before, after)) {
                return after;
            }
        }
    }

    /**
     * Joins a value to an element. Ordered as a volatile read and write.
     *
     * @param index      of the element.
     * @param value      second argument of the function.
     * @param accumulate without side effects: it is called again when another thread or process was faster.
     * @return the value before.
     */
    default long getAndAccumulate(final long index, final long value, final LongBinaryOperator accumulate) {
        return getAndUpdate(index, before -> accumulate.applyAsLong(before, value));
    }

    /**
     * Joins a value to an element. Ordered as a volatile read and write.
     *
     * @param index      of the element.
     * @param value      second argument of the function.
     * @param accumulate without side effects: it is called again when another thread or process was faster.
     * @return the new value.
     */
    default long accumulateAndGet(final long index, final long value, final LongBinaryOperator accumulate) {
        return updateAndGet(index, before -> accumulate.applyAsLong(before, value));
    }

    /**
     * Copies elements out.
     *
     * @param from   index of the first.
     * @param target to copy to.
     * @param offset of the first in the target.
     * @param length number of elements.
     */
    void get(long from, long[] target, int offset, int length);

    /**
     * Copies elements in.
     *
     * @param from   index of the first.
     * @param source to copy from.
     * @param offset of the first in the source.
     * @param length number of elements.
     */
    void set(long from, long[] source, int offset, int length);

    /**
     * Copies elements out.
     *
     * @param from index of the first.
     * @param to   index behind the last.
     * @return a new array.
     * @throws IllegalArgumentException if no array on the heap has so many.
     */
    long[] toArray(long from, long to);

    /**
     * Copies all elements out.
     *
     * @return a new array.
     * @throws IllegalArgumentException if no array on the heap has so many.
     */
    default long[] toArray() {
        return toArray(0, length());
    }

    /**
     * Copies elements to another array, or within this one; ranges may overlap, even through another handle.
     *
     * @param from       index of the first here.
     * @param target     to copy to.
     * @param targetFrom index of the first there.
     * @param length     number of elements.
     */
    void copyTo(long from, SharedLongArray target, long targetFrom, long length);

    /**
     * Writes the same value to all elements.
     *
     * @param value new.
     */
    default void fill(final long value) {
        fill(0, length(), value);
    }

    /**
     * Writes the same value to some elements.
     *
     * @param from  index of the first.
     * @param to    index behind the last.
     * @param value new.
     */
    void fill(long from, long to, long value);

    /** Sorts all elements, in the order of {@link java.util.Arrays#sort(long[])}. */
    default void sort() {
        sort(0, length());
    }

    /**
     * Sorts some elements in place, in the order of {@link java.util.Arrays#sort(long[])}. If others change them meanwhile, or the
     * process dies, some values may be there twice and others be lost.
     *
     * @param from index of the first.
     * @param to   index behind the last.
     */
    void sort(long from, long to);

    /** {@return all elements in order, read when they come} Its size is known, and it can work in parallel. */
    default LongStream stream() {
        return stream(0, length());
    }

    /**
     * Some elements in order, read when they come. Its size is known, and it can work in parallel.
     *
     * @param from index of the first.
     * @param to   index behind the last.
     * @return a stream.
     */
    LongStream stream(long from, long to);
}
