package io.tandem.value;

import io.tandem.segment.Domain;
import io.tandem.segment.SharedObject;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.value.internal.RecordArrayBuilder;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * An array of records that processes share, each element read and written as a whole: records of primitives and their boxes, strings
 * and {@code byte[]} of a limited length, enums, and records of such.
 *
 * <pre>{@code
 * record Position(double latitude, double longitude, String ship) {}
 *
 * try (SharedRecordArray<Position> fleet = SharedRecordArray.create(1_000, new Position(0, 0, ""))) {
 *     fleet.set(7, new Position(59.3, 18.1, "Vasa"));
 *     fleet.updateAndGet(7, p -> new Position(p.latitude() + 1, p.longitude(), p.ship()));
 * }
 * }</pre>
 *
 * <p><b>Never torn.</b> Whoever reads an element gets a record that somebody has set, as for a {@link SharedRecord}. Reading takes
 * no lock, unless writers have disturbed it many times over, and waits for that no longer than a millisecond at a time: a writer that is
 * stopped holds no reader up. Writing takes one of a few locks, so that writers of different elements seldom meet. A process that is killed
 * while it writes leaves the record before or the new one, and nothing to mend. Ranges are read and written element by element: use
 * {@link #withLock(java.util.function.Supplier)} where they must be seen at one instant, in all that change them.
 *
 * <p>Safe for threads and processes. What was done before an element was set <i>happens-before</i> what follows a {@link #get} that
 * returns it. Indexes are {@code long}, from 0 to below {@link #length()}, and checked: {@link IndexOutOfBoundsException}.
 * Every call but {@link #length()} throws {@link IllegalStateException} if the handle is closed; the memory of a closed handle is
 * given back once no thread can be inside. Handles travel inside lambdas and messages.
 *
 * @param <R> type of the records.
 */
public interface SharedRecordArray<R extends Record> extends SharedValue {
    /**
     * An array without a name, in the current domain, with strings of up to 64 characters.
     *
     * @param <R>          type of the records.
     * @param length       in elements, 0 or more.
     * @param initialValue of each element.
     * @return a handle.
     * @throws io.tandem.segment.NotTransferableException if it has other components than those above.
     * @throws IllegalArgumentException                   if one of its strings is too long.
     */
    static <R extends Record> SharedRecordArray<R> create(final long length, final R initialValue) {
        @SuppressWarnings("unchecked") // record classes are final
        final Class<R> type = (Class<R>) initialValue.getClass();
        return builder(type, length).initialValue(initialValue).create();
    }

    /**
     * An array with options.
     *
     * @param <R>    type of the records.
     * @param type   the same.
     * @param length in elements: 0 or more; an element takes 24 bytes and twice the longest record.
     * @return its options.
     * @throws io.tandem.segment.NotTransferableException if it has other components than those above.
     */
    static <R extends Record> Builder<R> builder(final Class<R> type, final long length) {
        return new RecordArrayBuilder<>(type, length);
    }

    /**
     * Removes a name from the current domain; users of the array go on.
     *
     * @param name of an array.
     * @return false if there was none.
     */
    static boolean delete(final String name) {
        return delete(Domain.current(), name);
    }

    /**
     * Removes a name; users of the array go on.
     *
     * @param domain it is in.
     * @param name   of an array.
     * @return false if there was none.
     */
    static boolean delete(final Domain domain, final String name) {
        return Segment.delete(domain, name, ObjectKind.ARRAY);
    }

    /** {@return the number of elements} Known even when the handle is closed. */
    long length();

    /**
     * An element.
     *
     * @param index of it.
     * @return the record.
     */
    R get(long index);

    /**
     * Sets an element.
     *
     * @param index of it.
     * @param value new.
     * @throws IllegalArgumentException if one of its strings is too long; nothing is changed.
     */
    void set(long index, R value);

    /**
     * Sets an element if it {@linkplain Record#equals(Object) equals} what is expected.
     *
     * @param index    of it.
     * @param expected record.
     * @param update   new record.
     * @return whether it was set.
     * @throws IllegalArgumentException if a string of the new one is too long; nothing is changed.
     */
    boolean compareAndSet(long index, R expected, R update);

    /**
     * Sets an element.
     *
     * @param index of it.
     * @param value new.
     * @return the record before.
     * @throws IllegalArgumentException if one of its strings is too long; nothing is changed.
     */
    default R getAndSet(final long index, final R value) {
        return getAndUpdate(index, before -> value);
    }

    /**
     * Changes an element by an operator. No lock is held meanwhile: what it gives is set if nobody has set the element since; else it is
     * called again.
     *
     * @param index    of the element.
     * @param operator without effects of its own; what it throws comes out of here, and nothing is changed.
     * @return the record before.
     * @throws IllegalArgumentException if a string of the new one is too long; nothing is changed.
     */
    R getAndUpdate(long index, UnaryOperator<R> operator);

    /**
     * The same, with the other result.
     *
     * @param index    of the element.
     * @param operator without effects of its own; what it throws comes out of here, and nothing is changed.
     * @return the new record.
     * @throws IllegalArgumentException if a string of the new one is too long; nothing is changed.
     */
    R updateAndGet(long index, UnaryOperator<R> operator);

    /**
     * Sets all elements to one record, one after the other.
     *
     * @param value new.
     * @throws IllegalArgumentException if one of its strings is too long; nothing is changed.
     */
    default void fill(final R value) {
        fill(0, length(), value);
    }

    /**
     * Sets a range to one record, element by element.
     *
     * @param from  first index.
     * @param to    index behind the last.
     * @param value new.
     * @throws IllegalArgumentException if one of its strings is too long; nothing is changed.
     */
    void fill(long from, long to, R value);

    /**
     * Copies records in, one after the other.
     *
     * @param from   index of the first.
     * @param values new, none of them null.
     * @throws IllegalArgumentException if a string of any of them is too long; nothing is changed.
     */
    void setAll(long from, List<? extends R> values);

    /**
     * Copies a range out, element by element.
     *
     * @param from first index.
     * @param to   index behind the last.
     * @return a new list, of the caller's own.
     */
    List<R> toList(long from, long to);

    /**
     * Copies all elements out, one after the other.
     *
     * @return a new list, of the caller's own.
     */
    default List<R> toList() {
        return toList(0, length());
    }

    /** {@return a stream of all elements, each as it is when the stream comes to it} */
    default Stream<R> stream() {
        return stream(0, length());
    }

    /**
     * A stream of a range, each element as it is when the stream comes to it.
     *
     * @param from first index.
     * @param to   index behind the last.
     * @return the stream.
     */
    Stream<R> stream(long from, long to);

    /**
     * Options of an array of records. One that exists must have the same length and strings, unless it is
     * {@linkplain #adoptExisting() adopted}, and the same type in any case.
     *
     * @param <R> type of the records.
     */
    interface Builder<R extends Record> extends SharedObject.Builder<SharedRecordArray<R>, Builder<R>> {
        /**
         * What its elements are at first; an array that is created must have it. One that exists keeps its own.
         *
         * @param value any.
         * @return this.
         */
        Builder<R> initialValue(R value);

        /**
         * How long strings and {@code byte[]} can be.
         *
         * @param length in {@code char}s, and bytes: 0 or more; the longest record takes 256 MiB at most. Default 64.
         * @return this.
         */
        Builder<R> maxStringLength(int length);
    }
}
