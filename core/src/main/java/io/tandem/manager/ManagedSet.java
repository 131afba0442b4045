package io.tandem.manager;

import io.tandem.function.SerializablePredicate;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A set in a manager's server, in the order in which its elements were first added. Elements can't be null, and are compared by {@code equals}
 * and {@code hashCode} in the server. Otherwise as {@link ManagedList}: each call is atomic; functions that can travel run in the server;
 * iterators are weakly consistent, and their {@code remove} removes the element if it is still there.
 *
 * <p>Safe for threads and processes. Every call throws {@link ManagerDiedException} once the server is dead.
 *
 * @param <E> type of the elements.
 */
public interface ManagedSet<E> extends Set<E> {
    /**
     * Removes elements in the server, at once.
     *
     * @param filter true for those to remove.
     * @return whether any was removed.
     */
    default boolean removeIf(final SerializablePredicate<? super E> filter) {
        return removeIf((Predicate<? super E>) filter);
    }

    /** {@return a copy of all elements at one instant, unmodifiable} One message for all, however many. */
    Set<E> snapshot();
}
