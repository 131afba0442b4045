package io.tandem.manager.internal;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.RandomAccess;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A managed list from its end. Places count from there on the server, so that each call is one, as in the list; but list iterators and
 * sublists are the JDK's own, with some calls for each element.
 */
final class ReversedList<E extends @Nullable Object> extends AbstractList<E> implements RandomAccess {
    private final ListProxy<E> list;
    private final ObjectRef ref;

    ReversedList(final ListProxy<E> list) {
        this.list = list;
        this.ref = list.managedRef();
    }

    @Override
    public E get(final int index) {
        return Proxies.read(ref, ref.call(ListOperations.GET_FROM_END, index));
    }

    @Override
    public E set(final int index, final E element) {
        return Proxies.read(ref, ref.call(ListOperations.SET_FROM_END, index, element));
    }

    @Override
    public boolean add(final E element) {
        list.addFirst(element);
        return true;
    }

    @Override
    public void add(final int index, final E element) {
        ref.call(ListOperations.INSERT_FROM_END, index, element);
    }

    @Override
    public E remove(final int index) {
        return Proxies.read(ref, ref.call(ListOperations.REMOVE_FROM_END, index));
    }

    @Override
    public boolean addAll(final Collection<? extends E> elements) {
        return Proxies.isTrue(ref.call(ListOperations.INSERT_ALL, 0, reverse(elements.toArray())));
    }

    @Override
    public boolean addAll(final int index, final Collection<? extends E> elements) {
        return Proxies.isTrue(ref.call(ListOperations.INSERT_ALL_FROM_END, index, reverse(elements.toArray())));
    }

    private static @Nullable Object[] reverse(final @Nullable Object[] elements) {
        final @Nullable Object[] reversed = new Object[elements.length];
        Arrays.setAll(reversed, i -> elements[elements.length - 1 - i]);
        return reversed;
    }

    @Override
    public boolean remove(final @Nullable Object element) {
        return Proxies.isTrue(ref.call(ListOperations.REMOVE_LAST_OCCURRENCE, element));
    }

    @Override
    public int indexOf(final @Nullable Object element) {
        return Proxies.number(ref.call(ListOperations.INDEX_FROM_END, element));
    }

    @Override
    public int lastIndexOf(final @Nullable Object element) {
        return Proxies.number(ref.call(ListOperations.LAST_INDEX_FROM_END, element));
    }

    @Override
    public int size() {
        return list.size();
    }

    @Override
    public boolean isEmpty() {
        return list.isEmpty();
    }

    @Override
    public void clear() {
        list.clear();
    }

    @Override
    public boolean contains(final @Nullable Object element) {
        return list.contains(element);
    }

    @Override
    public boolean containsAll(final Collection<?> elements) {
        return list.containsAll(elements);
    }

    @Override
    public boolean removeAll(final Collection<?> elements) {
        return list.removeAll(elements);
    }

    @Override
    public boolean retainAll(final Collection<?> elements) {
        return list.retainAll(elements);
    }

    @Override
    public boolean removeIf(final Predicate<? super E> filter) {
        return list.removeIf(filter);
    }

    @Override
    public void replaceAll(final UnaryOperator<E> operator) {
        list.replaceAll(operator);
    }

    @Override
    public void sort(final @Nullable Comparator<? super E> comparator) {
        list.sort(Collections.reverseOrder(comparator));
    }

    @Override
    public @Nullable Object[] toArray() {
        return reverse(list.toArray());
    }

    @Override
    public <T extends @Nullable Object> T[] toArray(final T[] target) {
        return Proxies.into(target, toArray());
    }

    @Override
    public Iterator<E> iterator() {
        return new ReverseIterator<>(PagedListIterator.atEnd(ref));
    }

    @Override
    public Spliterator<E> spliterator() {
        return Spliterators.spliteratorUnknownSize(iterator(), Spliterator.ORDERED);
    }

    /** Puts an element in front of all, which is the end of the list. */
    public void addFirst(final E element) {
        list.addLast(element);
    }

    /** Puts an element behind all, which is the start of the list. */
    public void addLast(final E element) {
        list.addFirst(element);
    }

    /** The list's last element; {@link java.util.NoSuchElementException} if there is none. */
    public E getFirst() {
        return list.getLast();
    }

    /** The list's first element; {@link java.util.NoSuchElementException} if there is none. */
    public E getLast() {
        return list.getFirst();
    }

    /** Removes the list's last element; {@link java.util.NoSuchElementException} if there is none. */
    public E removeFirst() {
        return list.removeLast();
    }

    /** Removes the list's first element; {@link java.util.NoSuchElementException} if there is none. */
    public E removeLast() {
        return list.removeFirst();
    }

    /** The list itself. */
    public List<E> reversed() {
        return list;
    }

    @Override
    public boolean equals(final @Nullable Object other) {
        return other == this || other instanceof List && Arrays.equals(toArray(), ((List<?>) other).toArray());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toArray());
    }

    @Override
    public String toString() {
        return Proxies.text(toArray(), list);
    }
}
