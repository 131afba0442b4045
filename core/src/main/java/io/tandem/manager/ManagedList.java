package io.tandem.manager;

import io.tandem.function.SerializableComparator;
import io.tandem.function.SerializablePredicate;
import io.tandem.function.SerializableUnaryOperator;
import java.util.Comparator;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A list in a manager's server, of any elements that can travel, null included. Each call is one message there and back, and atomic.
 *
 * <p><b>Functions</b> ({@code removeIf}, {@code replaceAll}, {@code sort}) travel to the server and run there, on the elements
 * themselves, while nobody else sees the list. One that can't travel, such as a lambda that this list was given as a plain {@code List},
 * runs here, on a copy of the list, and again if somebody has changed it meanwhile: atomic too, but slower, and called more than once.
 * {@code forEach}, {@code stream} and iterators run here.
 *
 * <p><b>What is read is a copy</b>, but for proxies and shared objects, which stay shared: a collection that is read is unmodifiable, so that
 * no change is lost unseen, and keeps its interface, not its class: declare {@code ManagedList<List<Integer>>}, not of {@code ArrayList}s. To change what is within, put a proxy in ({@code list.add(manager.list())}), or use {@code replaceAll} or
 * {@link Manager#atomically}.
 *
 * <p><b>Iterators</b> are weakly consistent: they fetch some hundred elements at a time, and see changes by others or not; they never
 * throw {@link java.util.ConcurrentModificationException} but from {@code remove}, {@code set} and {@code add}, when the list was
 * changed otherwise since the element was fetched. A {@code subList} has a fixed place in the list, whatever others do.
 *
 * <p><b>Equality</b> is that of {@link List}; two proxies of one list are equal without a look at its elements.
 *
 * <p>Safe for threads and processes. Every call throws {@link ManagerDiedException} once the server is dead.
 *
 * @param <E> type of the elements.
 */
public interface ManagedList<E extends @Nullable Object> extends List<E>, RandomAccess {
    /**
     * Removes elements in the server, at once.
     *
     * @param filter true for those to remove.
     * @return whether any was removed.
     */
    default boolean removeIf(final SerializablePredicate<? super E> filter) {
        return removeIf((Predicate<? super E>) filter);
    }

    /**
     * Replaces all elements in the server, at once.
     *
     * @param operator gives the new element for each.
     */
    default void replaceAll(final SerializableUnaryOperator<E> operator) {
        replaceAll((UnaryOperator<E>) operator);
    }

    /**
     * Sorts in the server, at once.
     *
     * @param comparator null for the natural order.
     */
    default void sort(final @Nullable SerializableComparator<? super E> comparator) {
        sort((Comparator<? super E>) comparator);
    }

    /** {@return a copy of all elements at one instant, unmodifiable} One message for all, however many. */
    List<E> snapshot();
}
