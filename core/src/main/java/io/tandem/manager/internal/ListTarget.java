package io.tandem.manager.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A list in the server. Functions see it as it was before: what they make is put in place when all is there, unless they have changed the list
 * themselves.
 */
@SuppressWarnings("unchecked") // the proxies have the types
final class ListTarget implements Target {
    private List<@Nullable Object> elements;

    /** Grows with each change. */
    private long version = 1;

    ListTarget(final Collection<? extends @Nullable Object> initial) {
        elements = new ArrayList<>(initial);
    }

    @Override
    public void touched() {
        version++;
    }

    @Override
    public @Nullable Object invoke(final int operation, final @Nullable Object[] arguments) {
        return switch (operation) {
            case ListOperations.GET -> elements.get(integer(arguments[0]));
            case ListOperations.SET -> set(integer(arguments[0]), arguments[1]);
            case ListOperations.ADD -> insert(elements.size(), arguments[0]);
            case ListOperations.SIZE -> elements.size();
            case ListOperations.INSERT -> insert(integer(arguments[0]), arguments[1]);
            case ListOperations.REMOVE_AT -> removeAt(integer(arguments[0]));
            case ListOperations.REMOVE -> removeFound(elements.indexOf(arguments[0]));
            case ListOperations.REMOVE_RANGE -> removeRange(integer(arguments[0]), integer(arguments[1]));
            case ListOperations.CLEAR -> removeRange(0, elements.size());
            case ListOperations.CONTAINS -> elements.contains(arguments[0]);
            case ListOperations.INDEX_OF -> elements.indexOf(arguments[0]);
            case ListOperations.LAST_INDEX_OF -> elements.lastIndexOf(arguments[0]);
            case ListOperations.CONTAINS_ALL -> Targets.containsAll(elements, array(arguments[0]));
            case ListOperations.ADD_ALL -> insertAll(elements.size(), array(arguments[0]));
            case ListOperations.INSERT_ALL -> insertAll(integer(arguments[0]), array(arguments[1]));
            case ListOperations.REMOVE_ALL -> removeIf(setOf(arguments[0])::contains);
            case ListOperations.RETAIN_ALL -> removeIf(Predicate.not(setOf(arguments[0])::contains));
            case ListOperations.TO_ARRAY -> elements.toArray();
            case ListOperations.REMOVE_IF -> removeIf((Predicate<@Nullable Object>) given(arguments[0]));
            case ListOperations.REPLACE_ALL -> replaceAll((UnaryOperator<@Nullable Object>) given(arguments[0]));
            case ListOperations.SORT -> sort((Comparator<@Nullable Object>) arguments[0]);
            case ListOperations.PAGE -> page(integer(arguments[0]), integer(arguments[1]));
            default -> isFromEnd(operation) ? invokeFromEnd(operation, arguments) : invokeIfSame(operation, arguments);
        };
    }

    private static boolean isFromEnd(final int operation) {
        return operation >= ListOperations.GET_FROM_END;
    }

    private @Nullable Object invokeFromEnd(final int operation, final @Nullable Object[] arguments) {
        final int size = elements.size();
        return switch (operation) {
            case ListOperations.GET_FROM_END -> elements.get(fromEnd(arguments[0]));
            case ListOperations.SET_FROM_END -> set(fromEnd(arguments[0]), arguments[1]);
            case ListOperations.INSERT_FROM_END -> insert(gapFromEnd(arguments[0]), arguments[1]);
            case ListOperations.INSERT_ALL_FROM_END -> insertAll(gapFromEnd(arguments[0]), array(arguments[1]));
            case ListOperations.REMOVE_FROM_END -> removeAt(fromEnd(arguments[0]));
            case ListOperations.FIRST -> elements.get(existing(0));
            case ListOperations.LAST -> elements.get(existing(size - 1));
            case ListOperations.REMOVE_FIRST -> removeAt(existing(0));
            case ListOperations.REMOVE_LAST -> removeAt(existing(size - 1));
            case ListOperations.REMOVE_LAST_OCCURRENCE -> removeFound(elements.lastIndexOf(arguments[0]));
            case ListOperations.INDEX_FROM_END -> foundFromEnd(elements.lastIndexOf(arguments[0]));
            case ListOperations.LAST_INDEX_FROM_END -> foundFromEnd(elements.indexOf(arguments[0]));
            default -> throw Targets.unknown(operation, "list");
        };
    }

    private @Nullable Object invokeIfSame(final int operation, final @Nullable Object[] arguments) {
        final boolean same = version == (long) given(arguments[0]);
        return switch (operation) {
            case ListOperations.REMOVE_IF_SAME -> same && removeMarked((BitSet) given(arguments[1]));
            case ListOperations.REPLACE_IF_SAME -> same && replace(array(arguments[1]));
            case ListOperations.REORDER_IF_SAME -> same && reorder((int[]) given(arguments[1]));
            default -> same ? invokeOfIterator(operation, arguments) : null;
        };
    }

    private long invokeOfIterator(final int operation, final @Nullable Object[] arguments) {
        switch (operation) {
            case ListOperations.ITERATOR_REMOVE -> removeAt(integer(arguments[1]));
            case ListOperations.ITERATOR_SET -> set(integer(arguments[1]), arguments[2]);
            case ListOperations.ITERATOR_ADD -> insert(integer(arguments[1]), arguments[2]);
            default -> throw Targets.unknown(operation, "list");
        }
        return version;
    }

    private static int integer(final @Nullable Object argument) {
        return (int) given(argument);
    }

    private static @Nullable Object[] array(final @Nullable Object argument) {
        return (@Nullable Object[]) given(argument);
    }

    private static Set<@Nullable Object> setOf(final @Nullable Object argument) {
        return new HashSet<>(Arrays.asList(array(argument)));
    }

    private static Object given(final @Nullable Object argument) {
        return Objects.requireNonNull(argument);
    }

    private int fromEnd(final @Nullable Object argument) {
        final int size = elements.size();
        return size - 1 - Objects.checkIndex(integer(argument), size);
    }

    private int gapFromEnd(final @Nullable Object argument) {
        final int size = elements.size();
        return size - Objects.checkIndex(integer(argument), size + 1);
    }

    private int foundFromEnd(final int index) {
        return index < 0 ? index : elements.size() - 1 - index;
    }

    private int existing(final int index) {
        if (elements.isEmpty()) {
            throw new NoSuchElementException("The managed list is empty.");
        }
        return index;
    }

    private @Nullable Object set(final int index, final @Nullable Object element) {
        final Object before = elements.set(index, element);
        version++;
        return before;
    }

    private @Nullable Object insert(final int index, final @Nullable Object element) {
        elements.add(index, element);
        version++;
        return null;
    }

    private boolean insertAll(final int index, final @Nullable Object[] added) {
        final boolean changed = elements.addAll(index, Arrays.asList(added));
        version += changed ? 1 : 0;
        return changed;
    }

    private @Nullable Object removeAt(final int index) {
        final Object removed = elements.remove(index);
        version++;
        return removed;
    }

    private boolean removeFound(final int index) {
        if (index < 0) {
            return false;
        }
        removeAt(index);
        return true;
    }

    private boolean removeRange(final int from, final int to) {
        final List<@Nullable Object> range = elements.subList(from, to);
        if (range.isEmpty()) {
            return false;
        }
        range.clear();
        version++;
        return true;
    }

    private @Nullable Object[] page(final int from, final int most) {
        final int size = elements.size();
        final int start = Math.min(from, size);
        final int end = start + Math.min(most, size - start);
        return new Object[] {version, size, elements.subList(start, end).toArray()};
    }

    private boolean removeIf(final Predicate<? super @Nullable Object> filter) {
        final long before = version;
        final @Nullable Object[] all = elements.toArray();
        final BitSet marked = new BitSet(all.length);
        for (int i = 0; i < all.length; i++) {
            if (filter.test(all[i])) {
                marked.set(i);
            }
        }
        requireSame(before);
        return !marked.isEmpty() && removeMarked(marked);
    }

    private boolean removeMarked(final BitSet marked) {
        final List<@Nullable Object> kept = new ArrayList<>(elements.size() - marked.cardinality());
        for (int i = 0; i < elements.size(); i++) {
            if (!marked.get(i)) {
                kept.add(elements.get(i));
            }
        }
        elements = kept;
        version++;
        return true;
    }

    private @Nullable Object replaceAll(final UnaryOperator<@Nullable Object> operator) {
        final long before = ++version; // the operator may change elements in place, and then fail
        final @Nullable Object[] all = elements.toArray();
        Arrays.setAll(all, i -> operator.apply(all[i]));
        requireSame(before);
        replace(all);
        return null;
    }

    private @Nullable Object sort(final @Nullable Comparator<@Nullable Object> comparator) {
        final long before = version;
        final @Nullable Object[] all = elements.toArray();
        Arrays.sort(all, comparator);
        requireSame(before);
        replace(all);
        return null;
    }

    private boolean replace(final @Nullable Object[] all) {
        elements = new ArrayList<>(Arrays.asList(all));
        version++;
        return true;
    }

    private boolean reorder(final int[] order) {
        final @Nullable Object[] all = new Object[order.length];
        Arrays.setAll(all, i -> elements.get(order[i]));
        return replace(all);
    }

    private void requireSame(final long before) {
        if (version != before) {
            throw new ConcurrentModificationException(
                    "A function that a managed list was given has changed that list itself."
                            + " Nothing else was done. Change it before or after.");
        }
    }
}
