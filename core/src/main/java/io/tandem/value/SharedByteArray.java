package io.tandem.value;

import io.tandem.segment.Domain;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.value.internal.ByteArray;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * An array of type {@code byte} that processes share. What holds for arrays of all types stands at {@link SharedArray}.
 *
 * <pre>{@code
 * try (SharedByteArray shared = SharedByteArray.create(1_000);
 *         var child = ChildProcess.start(() -> shared.set(0, (byte) 42))) {
 *     child.join();
 *     System.out.println(shared.get(0));
 * }
 * }</pre>
 *
 * <p>Sums wrap around.
 *
 * <p>Functions take and give values of type {@code int}, and so do streams; a result is narrowed as a cast to byte does it.
 *
 * <p>Safe for threads and processes. Every call but {@link #length()} throws {@link IllegalStateException} if the handle is closed.
 * Handles travel inside lambdas and messages.
 */
public interface SharedByteArray extends SharedArray {
    /**
     * An array without a name, in the current domain, of elements that are 0.
     *
     * @param length number of elements, 0 or more.
     * @return a handle.
     */
    static SharedByteArray create(final long length) {
        return builder(length).create();
    }

    /**
     * An array without a name, in the current domain.
     *
     * @param values of its elements.
     * @return a handle.
     */
    static SharedByteArray create(final byte[] values) {
        return ByteArray.of(values);
    }

    /**
     * An array with options.
     *
     * @param length number of elements, 0 or more.
     * @return its options.
     */
    static Builder<SharedByteArray> builder(final long length) {
        return ByteArray.builder(length);
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
    byte get(long index);

    /**
     * Writes an element, as to an array on the heap.
     *
     * @param index of the element.
     * @param value new.
     */
    void set(long index, byte value);

    /**
     * Reads an element, as from an array on the heap. A loop is fastest over these indexes: see {@link SharedArray}.
     *
     * @param index of the element.
     * @return its value.
     */
    byte get(int index);

    /**
     * Writes an element, as to an array on the heap. For many of one value, {@code fill} is faster than a loop.
     *
     * @param index of the element.
     * @param value new.
     */
    void set(int index, byte value);

    /**
     * Reads an element as a volatile variable.
     *
     * @param index of the element.
     * @return its value.
     */
    byte getVolatile(long index);

    /**
     * Writes an element as a volatile variable.
     *
     * @param index of the element.
     * @param value new.
     */
    void setVolatile(long index, byte value);

    /**
     * Reads an element in the order in which it was changed, and in no other.
     *
     * @param index of the element.
     * @return its value.
     */
    byte getOpaque(long index);

    /**
     * Writes an element so that it is seen in the order in which it is changed, and in no other.
     *
     * @param index of the element.
     * @param value new.
     */
    void setOpaque(long index, byte value);

    /**
     * Reads an element; nothing that follows is done before.
     *
     * @param index of the element.
     * @return its value.
     */
    byte getAcquire(long index);

    /**
     * Writes an element; what was done before <i>happens-before</i> what follows a {@link #getAcquire} that reads it.
     *
     * @param index of the element.
     * @param value new.
     */
    void setRelease(long index, byte value);

    /**
     * Writes an element if it is as expected. Ordered as a volatile read and write.
     *
     * @param index    of the element.
     * @param expected value.
     * @param update   new value.
     * @return whether it was written.
     */
    boolean compareAndSet(long index, byte expected, byte update);

    /**
     * Writes an element if it is as expected. Ordered as a volatile read and write.
     *
     * @param index    of the element.
     * @param expected value.
     * @param update   new value.
     * @return the value before: if it is the one expected, it was written.
     */
    byte compareAndExchange(long index, byte expected, byte update);

    /**
     * Writes an element. Ordered as a volatile read and write.
     *
     * @param index of the element.
     * @param value new.
     * @return the value before.
     */
    byte getAndSet(long index, byte value);

    /**
     * Adds to an element. Ordered as a volatile read and write.
     *
     * @param index of the element.
     * @param delta to add.
     * @return the value before.
     */
    byte getAndAdd(long index, byte delta);

    /**
     * Adds to an element. Ordered as a volatile read and write.
     *
     * @param index of the element.
     * @param delta to add.
     * @return the new value.
     */
    default byte addAndGet(final long index, final byte delta) {
        return (byte) (getAndAdd(index, delta) + delta);
    }

    /**
     * Adds 1 to an element. Ordered as a volatile read and write.
     *
     * @param index of the element.
     * @return the value before.
     */
    default byte getAndIncrement(final long index) {
        return getAndAdd(index, (byte) 1);
    }

    /**
     * Adds 1 to an element. Ordered as a volatile read and write.
     *
     * @param index of the element.
     * @return the new value.
     */
    default byte incrementAndGet(final long index) {
        return addAndGet(index, (byte) 1);
    }

    /**
     * Adds -1 to an element. Ordered as a volatile read and write.
     *
     * @param index of the element.
     * @return the value before.
     */
    default byte getAndDecrement(final long index) {
        return getAndAdd(index, (byte) -1);
    }

    /**
     * Adds -1 to an element. Ordered as a volatile read and write.
     *
     * @param index of the element.
     * @return the new value.
     */
    default byte decrementAndGet(final long index) {
        return addAndGet(index, (byte) -1);
    }

    /**
     * Changes an element by a function. Ordered as a volatile read and write.
     *
     * @param index  of the element.
     * @param update without side effects: it is called again when another thread or process was faster.
     * @return the value before.
     */
    default byte getAndUpdate(final long index, final IntUnaryOperator update) {
        while (true) {
            final byte before = getVolatile(index);
            if (compareAndSet(index, before, (byte) update.applyAsInt(before))) {
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
    default byte updateAndGet(final long index, final IntUnaryOperator update) {
        while (true) {
            final byte before = getVolatile(index);
            final byte after = (byte) update.applyAsInt(before);
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
    default byte getAndAccumulate(final long index, final byte value, final IntBinaryOperator accumulate) {
        return getAndUpdate(index, before -> accumulate.applyAsInt(before, value));
    }

    /**
     * Joins a value to an element. Ordered as a volatile read and write.
     *
     * @param index      of the element.
     * @param value      second argument of the function.
     * @param accumulate without side effects: it is called again when another thread or process was faster.
     * @return the new value.
     */
    default byte accumulateAndGet(final long index, final byte value, final IntBinaryOperator accumulate) {
        return updateAndGet(index, before -> accumulate.applyAsInt(before, value));
    }

    /**
     * Copies elements out.
     *
     * @param from   index of the first.
     * @param target to copy to.
     * @param offset of the first in the target.
     * @param length number of elements.
     */
    void get(long from, byte[] target, int offset, int length);

    /**
     * Copies elements in.
     *
     * @param from   index of the first.
     * @param source to copy from.
     * @param offset of the first in the source.
     * @param length number of elements.
     */
    void set(long from, byte[] source, int offset, int length);

    /**
     * Copies elements out.
     *
     * @param from index of the first.
     * @param to   index behind the last.
     * @return a new array.
     * @throws IllegalArgumentException if no array on the heap has so many.
     */
    byte[] toArray(long from, long to);

    /**
     * Copies all elements out.
     *
     * @return a new array.
     * @throws IllegalArgumentException if no array on the heap has so many.
     */
    default byte[] toArray() {
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
    void copyTo(long from, SharedByteArray target, long targetFrom, long length);

    /**
     * Writes the same value to all elements.
     *
     * @param value new.
     */
    default void fill(final byte value) {
        fill(0, length(), value);
    }

    /**
     * Writes the same value to some elements.
     *
     * @param from  index of the first.
     * @param to    index behind the last.
     * @param value new.
     */
    void fill(long from, long to, byte value);

    /** Sorts all elements, in the order of {@link java.util.Arrays#sort(byte[])}. */
    default void sort() {
        sort(0, length());
    }

    /**
     * Sorts some elements in place, in the order of {@link java.util.Arrays#sort(byte[])}. If others change them meanwhile, or the
     * process dies, some values may be there twice and others be lost.
     *
     * @param from index of the first.
     * @param to   index behind the last.
     */
    void sort(long from, long to);

    /** {@return all elements in order, read when they come} Its size is known, and it can work in parallel. */
    default IntStream stream() {
        return stream(0, length());
    }

    /**
     * Some elements in order, read when they come. Its size is known, and it can work in parallel.
     *
     * @param from index of the first.
     * @param to   index behind the last.
     * @return a stream.
     */
    IntStream stream(long from, long to);
}
