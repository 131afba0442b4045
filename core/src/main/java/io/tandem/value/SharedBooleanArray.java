package io.tandem.value;

import io.tandem.segment.Domain;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.value.internal.BooleanArray;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * An array of type {@code boolean} that processes share. What holds for arrays of all types stands at {@link SharedArray}.
 *
 * <pre>{@code
 * try (SharedBooleanArray shared = SharedBooleanArray.create(1_000);
 *         var child = ChildProcess.start(() -> shared.set(0, true))) {
 *     child.join();
 *     System.out.println(shared.get(0));
 * }
 * }</pre>
 *
 * <p>Booleans have no sum, order or stream, so that what other arrays do with these is missing.
 *
 * <p>Safe for threads and processes. Every call but {@link #length()} throws {@link IllegalStateException} if the handle is closed.
 * Handles travel inside lambdas and messages.
 */
public interface SharedBooleanArray extends SharedArray {
    /**
     * An array without a name, in the current domain, of elements that are {@code false}.
     *
     * @param length number of elements, 0 or more.
     * @return a handle.
     */
    static SharedBooleanArray create(final long length) {
        return builder(length).create();
    }

    /**
     * An array without a name, in the current domain.
     *
     * @param values of its elements.
     * @return a handle.
     */
    static SharedBooleanArray create(final boolean[] values) {
        return BooleanArray.of(values);
    }

    /**
     * An array with options.
     *
     * @param length number of elements, 0 or more.
     * @return its options.
     */
    static Builder<SharedBooleanArray> builder(final long length) {
        return BooleanArray.builder(length);
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
    boolean get(long index);

    /**
     * Writes an element, as to an array on the heap.
     *
     * @param index of the element.
     * @param value new.
     */
    void set(long index, boolean value);

    /**
     * Reads an element, as from an array on the heap. A loop is fastest over these indexes: see {@link SharedArray}.
     *
     * @param index of the element.
     * @return its value.
     */
    boolean get(int index);

    /**
     * Writes an element, as to an array on the heap. For many of one value, {@code fill} is faster than a loop.
     *
     * @param index of the element.
     * @param value new.
     */
    void set(int index, boolean value);

    /**
     * Reads an element as a volatile variable.
     *
     * @param index of the element.
     * @return its value.
     */
    boolean getVolatile(long index);

    /**
     * Writes an element as a volatile variable.
     *
     * @param index of the element.
     * @param value new.
     */
    void setVolatile(long index, boolean value);

    /**
     * Reads an element in the order in which it was changed, and in no other.
     *
     * @param index of the element.
     * @return its value.
     */
    boolean getOpaque(long index);

    /**
     * Writes an element so that it is seen in the order in which it is changed, and in no other.
     *
     * @param index of the element.
     * @param value new.
     */
    void setOpaque(long index, boolean value);

    /**
     * Reads an element; nothing that follows is done before.
     *
     * @param index of the element.
     * @return its value.
     */
    boolean getAcquire(long index);

    /**
     * Writes an element; what was done before <i>happens-before</i> what follows a {@link #getAcquire} that reads it.
     *
     * @param index of the element.
     * @param value new.
     */
    void setRelease(long index, boolean value);

    /**
     * Writes an element if it is as expected. Ordered as a volatile read and write.
     *
     * @param index    of the element.
     * @param expected value.
     * @param update   new value.
     * @return whether it was written.
     */
    boolean compareAndSet(long index, boolean expected, boolean update);

    /**
     * Writes an element if it is as expected. Ordered as a volatile read and write.
     *
     * @param index    of the element.
     * @param expected value.
     * @param update   new value.
     * @return the value before: if it is the one expected, it was written.
     */
    boolean compareAndExchange(long index, boolean expected, boolean update);

    /**
     * Writes an element. Ordered as a volatile read and write.
     *
     * @param index of the element.
     * @param value new.
     * @return the value before.
     */
    boolean getAndSet(long index, boolean value);

    /**
     * Changes an element by a function. Ordered as a volatile read and write.
     *
     * @param index  of the element.
     * @param update without side effects: it is called again when another thread or process was faster.
     * @return the value before.
     */
    default boolean getAndUpdate(final long index, final UnaryOperator<Boolean> update) {
        while (true) {
            final boolean before = getVolatile(index);
            if (compareAndSet(index, before, update.apply(before))) {
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
    default boolean updateAndGet(final long index, final UnaryOperator<Boolean> update) {
        while (true) {
            final boolean before = getVolatile(index);
            final boolean after = update.apply(before);
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
    default boolean getAndAccumulate(final long index, final boolean value, final BinaryOperator<Boolean> accumulate) {
        return getAndUpdate(index, before -> accumulate.apply(before, value));
    }

    /**
     * Joins a value to an element. Ordered as a volatile read and write.
     *
     * @param index      of the element.
     * @param value      second argument of the function.
     * @param accumulate without side effects: it is called again when another thread or process was faster.
     * @return the new value.
     */
    default boolean accumulateAndGet(final long index, final boolean value, final BinaryOperator<Boolean> accumulate) {
        return updateAndGet(index, before -> accumulate.apply(before, value));
    }

    /**
     * Copies elements out.
     *
     * @param from   index of the first.
     * @param target to copy to.
     * @param offset of the first in the target.
     * @param length number of elements.
     */
    void get(long from, boolean[] target, int offset, int length);

    /**
     * Copies elements in.
     *
     * @param from   index of the first.
     * @param source to copy from.
     * @param offset of the first in the source.
     * @param length number of elements.
     */
    void set(long from, boolean[] source, int offset, int length);

    /**
     * Copies elements out.
     *
     * @param from index of the first.
     * @param to   index behind the last.
     * @return a new array.
     * @throws IllegalArgumentException if no array on the heap has so many.
     */
    boolean[] toArray(long from, long to);

    /**
     * Copies all elements out.
     *
     * @return a new array.
     * @throws IllegalArgumentException if no array on the heap has so many.
     */
    default boolean[] toArray() {
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
    void copyTo(long from, SharedBooleanArray target, long targetFrom, long length);

    /**
     * Writes the same value to all elements.
     *
     * @param value new.
     */
    default void fill(final boolean value) {
        fill(0, length(), value);
    }

    /**
     * Writes the same value to some elements.
     *
     * @param from  index of the first.
     * @param to    index behind the last.
     * @param value new.
     */
    void fill(long from, long to, boolean value);
}
