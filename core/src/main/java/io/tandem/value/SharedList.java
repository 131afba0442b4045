package io.tandem.value;

import io.tandem.segment.Domain;
import io.tandem.segment.SharedObject;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.value.internal.ListBuilder;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A list of fixed length that processes share, of mixed values: null, {@code Boolean}, the boxes of all other primitives,
 * {@code String}, {@code byte[]} and the other arrays of primitives. A slot may hold now a value of one type, now one of another.
 *
 * <pre>{@code
 * try (SharedList list = SharedList.create("Vasa", 1628L, 59.3, true, null)) {
 *     list.set(4, "sunk");
 *     list.updateAndGet(1, year -> (Long) year + 1);
 * }
 * }</pre>
 *
 * <p><b>Exact.</b> Each slot has the same room, for values of {@link #maxBytes()}; what is longer is refused, and nothing is changed. Lengths
 * are kept: zeros at the end stay, and so does every character, unpaired surrogates included. A character takes a byte if all of its
 * string are below 256, else two.
 *
 * <p><b>Never torn.</b> Whoever reads a slot gets a value that somebody has set. Reading takes no lock, unless writers have disturbed it
 * many times over, and waits for that no longer than a millisecond at a time: a writer that is stopped holds no reader up. Writing takes one
 * of a few locks. A process that is killed while it writes leaves the value before or the new one, and nothing to mend. What concerns
 * several slots, such as {@link #indexOf(Object)} or {@code equals}, looks at one after the other.
 *
 * <p><b>A {@link List}.</b> Whatever changes its length throws {@link UnsupportedOperationException}. Values are copies: changing an array
 * that was got changes nothing here. {@link #contains}, {@link #indexOf}, {@link #lastIndexOf}, {@link #count} and
 * {@link #compareAndSet} compare arrays by what they hold; {@code equals} and {@code hashCode} are those of any list, where two arrays
 * are never equal. {@code sort} and {@code replaceAll} work, one slot after the other. {@code toString} shows the first few values.
 *
 * <p>Safe for threads and processes. What was done before a slot was set <i>happens-before</i> what follows a {@link #get} that
 * returns it. Every call but {@link #size()} and {@link #maxBytes()} throws {@link IllegalStateException} if the handle is
 * closed, unless the list is empty. Handles travel inside lambdas and messages.
 */
public interface SharedList extends SharedValue, List<@Nullable Object>, RandomAccess {
    /**
     * A list without a name, in the current domain, whose slots have room for the longest of these values, and 16 bytes at least.
     *
     * @param values that it holds at first, as many as it has slots.
     * @return a handle.
     * @throws io.tandem.segment.NotTransferableException if one of them is of another type than those above.
     */
    static SharedList create(final @Nullable Object... values) {
        return builder(values.length).initialValues(values).create();
    }

    /**
     * A list with options.
     *
     * @param length number of its slots, 0 or more; each takes 24 bytes, and twice the room for a value.
     * @return its options.
     */
    static Builder builder(final int length) {
        return new ListBuilder(length);
    }

    /**
     * Removes a name from the current domain; users of the list go on.
     *
     * @param name of a list.
     * @return false if there was none.
     */
    static boolean delete(final String name) {
        return delete(Domain.current(), name);
    }

    /**
     * Removes a name; users of the list go on.
     *
     * @param domain it is in.
     * @param name   of a list.
     * @return false if there was none.
     */
    static boolean delete(final Domain domain, final String name) {
        return Segment.delete(domain, name, ObjectKind.LIST);
    }

    /** {@return how many bytes a value can take} Known even when the handle is closed. */
    int maxBytes();

    /**
     * A value.
     *
     * @param index of its slot.
     * @return the value.
     */
    @Override
    @Nullable
    Object get(int index);

    /**
     * Sets a slot.
     *
     * @param index of it.
     * @param value new.
     * @return what was there until then.
     * @throws IllegalArgumentException                   if it is longer than {@link #maxBytes()}; nothing is changed.
     * @throws io.tandem.segment.NotTransferableException if it is of a type that no slot holds; nothing is changed.
     */
    @Override
    @Nullable
    Object set(int index, @Nullable Object value);

    /**
     * Sets a slot if it holds what is expected. Values are compared by {@code equals}, arrays by what they hold; a {@code Long} never equals
     * an {@code Integer}.
     *
     * @param index    of it.
     * @param expected value.
     * @param update   new value.
     * @return whether it was set.
     * @throws IllegalArgumentException                   if the new one is longer than {@link #maxBytes()}; nothing is changed.
     * @throws io.tandem.segment.NotTransferableException if it is of a type that no slot holds; nothing is changed.
     */
    boolean compareAndSet(int index, @Nullable Object expected, @Nullable Object update);

    /**
     * Changes a slot by an operator. No lock is held meanwhile: what it gives is set if nobody has set the slot since; else it is called
     * again.
     *
     * @param index    of the slot.
     * @param operator without effects of its own; what it throws comes out of here, and nothing is changed.
     * @return the new value.
     * @throws IllegalArgumentException                   if the new one is longer than {@link #maxBytes()}; nothing is changed.
     * @throws io.tandem.segment.NotTransferableException if it is of a type that no slot holds; nothing is changed.
     */
    @Nullable
    Object updateAndGet(int index, UnaryOperator<@Nullable Object> operator);

    /**
     * Counts slots.
     *
     * @param value any.
     * @return how many hold such a value.
     */
    int count(@Nullable Object value);

    /**
     * Options of a list. One that exists must have the same length, and the same room for a value if {@link #maxBytes} was called, unless
     * it is {@linkplain #adoptExisting() adopted}.
     */
    interface Builder extends SharedObject.Builder<SharedList, Builder> {
        /**
         * What it holds at first; default: null in all slots. A list that exists keeps its own.
         *
         * @param values as many as there are slots.
         * @return this.
         * @throws IllegalArgumentException                   if there are more or fewer of them.
         * @throws io.tandem.segment.NotTransferableException if one of them is of a type that no slot holds.
         */
        Builder initialValues(@Nullable Object... values);

        /**
         * The room for a value. Default: that of the longest initial value, 16 at least, if the list is made; one that exists has
         * its own.
         *
         * @param bytes for the longest value, 0 to 256 MiB: a character takes 1 or 2, a {@code long} 8.
         * @return this.
         */
        Builder maxBytes(int bytes);
    }
}
