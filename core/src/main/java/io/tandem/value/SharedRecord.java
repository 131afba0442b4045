package io.tandem.value;

import io.tandem.segment.Domain;
import io.tandem.segment.SharedObject;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.value.internal.RecordBuilder;
import java.util.function.UnaryOperator;

/**
 * A record that processes share, read and written as a whole: of primitives and their boxes, strings and {@code byte[]} of a limited
 * length, enums, and records of such.
 *
 * <pre>{@code
 * record Position(double latitude, double longitude, String ship) {}
 *
 * try (SharedRecord<Position> position = SharedRecord.create(new Position(0, 0, "Vasa"))) {
 *     position.updateAndGet(p -> new Position(p.latitude() + 1, p.longitude(), p.ship()));
 * }
 * }</pre>
 *
 * <p><b>Never torn.</b> Whoever reads gets a record that somebody has set. Reading takes no lock, unless writers have disturbed it many
 * times over, and waits for that no longer than a millisecond at a time: a writer that is stopped holds no reader up. Writing takes
 * one. A process that is killed while it writes leaves the record before or the new one, and nothing to mend: the next one to write
 * takes the lock over.
 *
 * <p>Safe for threads and processes. What was done before a record was set <i>happens-before</i> what follows a {@link #get()} that
 * returns it. Every call throws {@link IllegalStateException} if the handle is closed. Handles travel inside lambdas and messages.
 *
 * @param <R> type of the record.
 */
public interface SharedRecord<R extends Record> extends SharedValue {
    /**
     * A record without a name, in the current domain, with strings of up to 64 characters.
     *
     * @param <R>          type of the record.
     * @param initialValue it starts with.
     * @return a handle.
     * @throws io.tandem.segment.NotTransferableException if it has other components than those above.
     * @throws IllegalArgumentException                   if one of its strings is too long.
     */
    static <R extends Record> SharedRecord<R> create(final R initialValue) {
        @SuppressWarnings("unchecked") // record classes are final
        final Class<R> type = (Class<R>) initialValue.getClass();
        return builder(type).initialValue(initialValue).create();
    }

    /**
     * A record with options.
     *
     * @param <R>  type of the record.
     * @param type the same.
     * @return its options.
     * @throws io.tandem.segment.NotTransferableException if it has other components than those above.
     */
    static <R extends Record> Builder<R> builder(final Class<R> type) {
        return new RecordBuilder<>(type);
    }

    /**
     * Removes a name from the current domain; users of the record go on.
     *
     * @param name   of a value, whatever its type.
     * @return false if there was none.
     */
    static boolean delete(final String name) {
        return delete(Domain.current(), name);
    }

    /**
     * Removes a name; users of the record go on.
     *
     * @param domain it is in.
     * @param name   of a value, whatever its type.
     * @return false if there was none.
     */
    static boolean delete(final Domain domain, final String name) {
        return Segment.delete(domain, name, ObjectKind.VALUE);
    }

    /** {@return the record} */
    R get();

    /**
     * Sets the record.
     *
     * @param value new.
     * @throws IllegalArgumentException if one of its strings is too long; nothing is changed.
     */
    void set(R value);

    /**
     * Sets the record if it {@linkplain Record#equals(Object) equals} what is expected.
     *
     * @param expected record.
     * @param update   new record.
     * @return whether it was set.
     * @throws IllegalArgumentException if a string of the new one is too long; nothing is changed.
     */
    boolean compareAndSet(R expected, R update);

    /**
     * Sets the record.
     *
     * @param value new.
     * @return the record before.
     * @throws IllegalArgumentException if one of its strings is too long; nothing is changed.
     */
    default R getAndSet(final R value) {
        return getAndUpdate(before -> value);
    }

    /**
     * Changes the record by an operator. No lock is held meanwhile: what it gives is set if nobody has set the record since; else it is
     * called again.
     *
     * @param operator without effects of its own; what it throws comes out of here, and nothing is changed.
     * @return the record before.
     * @throws IllegalArgumentException if a string of the new one is too long; nothing is changed.
     */
    R getAndUpdate(UnaryOperator<R> operator);

    /**
     * The same, with the other result.
     *
     * @param operator without effects of its own; what it throws comes out of here, and nothing is changed.
     * @return the new record.
     * @throws IllegalArgumentException if a string of the new one is too long; nothing is changed.
     */
    R updateAndGet(UnaryOperator<R> operator);

    /**
     * Options of a record.
     *
     * @param <R> type of the record.
     */
    interface Builder<R extends Record> extends SharedObject.Builder<SharedRecord<R>, Builder<R>> {
        /**
         * The record it starts with; one that is created must have one. One that exists already keeps its own.
         *
         * @param value any.
         * @return this.
         */
        Builder<R> initialValue(R value);

        /**
         * How long its strings and {@code byte[]} can be.
         *
         * @param length in {@code char}s, and bytes: 0 or more; both copies of the longest record take twice 256 MiB at most. Default 64.
         * @return this.
         */
        Builder<R> maxStringLength(int length);
    }
}
