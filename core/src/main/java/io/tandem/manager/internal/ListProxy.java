package io.tandem.manager.internal;

import static io.tandem.manager.internal.Proxies.isTrue;
import static io.tandem.manager.internal.Proxies.number;
import static io.tandem.manager.internal.Proxies.read;

import io.tandem.manager.ManagedList;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A list in the server, as its users see it. A {@code subList} is the JDK's own: one call for each element, but that its iterators go by pages
 * and its {@code clear} is one call.
 */
final class ListProxy<E extends @Nullable Object> extends AbstractList<E> implements ManagedList<E>, ManagedProxy {
    private final ObjectRef ref;

    ListProxy(final ObjectRef ref) {
        this.ref = ref;
    }

    @Override
    public ObjectRef managedRef() {
        return ref;
    }

    @Override
    public ProxyShape managedShape() {
        return ProxyShape.of(ProxyKind.LIST);
    }

    @Override
    public E get(final int index) {
        return read(ref, ref.call(ListOperations.GET, index));
    }

    @Override
    public E set(final int index, final E element) {
        return read(ref, ref.call(ListOperations.SET, index, element));
    }

    @Override
    public boolean add(final E element) {
        ref.call(ListOperations.ADD, element);
        return true;
    }

    @Override
    public void add(final int index, final E element) {
        ref.call(ListOperations.INSERT, index, element);
    }

    @Override
    public E remove(final int index) {
        return read(ref, ref.call(ListOperations.REMOVE_AT, index));
    }

    @Override
    public int size() {
        return number(ref.call(ListOperations.SIZE));
    }

    @Override
    public boolean isEmpty() {
        return size() == 0;
    }

    @Override
    public boolean contains(final @Nullable Object element) {
        return isTrue(ref.call(ListOperations.CONTAINS, element));
    }

    @Override
    public int indexOf(final @Nullable Object element) {
        return number(ref.call(ListOperations.INDEX_OF, element));
    }

    @Override
    public int lastIndexOf(final @Nullable Object element) {
        return number(ref.call(ListOperations.LAST_INDEX_OF, element));
    }

    @Override
    public boolean remove(final @Nullable Object element) {
        return isTrue(ref.call(ListOperations.REMOVE, element));
    }

    @Override
    public void clear() {
        ref.call(ListOperations.CLEAR);
    }

    @Override
    protected void removeRange(final int from, final int to) {
        ref.call(ListOperations.REMOVE_RANGE, from, to);
    }

    @Override
    public boolean addAll(final Collection<? extends E> elements) {
        return isTrue(ref.call(ListOperations.ADD_ALL, (Object) elements.toArray()));
    }

    @Override
    public boolean addAll(final int index, final Collection<? extends E> elements) {
        return isTrue(ref.call(ListOperations.INSERT_ALL, index, elements.toArray()));
    }

    @Override
    public boolean containsAll(final Collection<?> elements) {
        return Proxies.isSame(this, elements)
                || isTrue(ref.call(ListOperations.CONTAINS_ALL, (Object) elements.toArray()));
    }

    @Override
    public boolean removeAll(final Collection<?> elements) {
        return isTrue(
                Proxies.isSame(this, elements)
                        ? ref.call(ListOperations.CLEAR)
                        : ref.call(ListOperations.REMOVE_ALL, (Object) elements.toArray()));
    }

    @Override
    public boolean retainAll(final Collection<?> elements) {
        return !Proxies.isSame(this, elements)
                && isTrue(ref.call(ListOperations.RETAIN_ALL, (Object) elements.toArray()));
    }

    @Override
    public @Nullable Object[] toArray() {
        return Proxies.readAll(ref, ref.call(ListOperations.TO_ARRAY));
    }

    @Override
    public <T extends @Nullable Object> T[] toArray(final T[] target) {
        return Proxies.into(target, toArray());
    }

    @Override
    @SuppressWarnings("unchecked") // the object holds what its proxies have put in
    public List<E> snapshot() {
        final List<E> copy = new ArrayList<>((List<E>) Arrays.asList(toArray()));
        return new ReadOnlyList<>(copy, copy);
    }

    @Override
    public boolean removeIf(final Predicate<? super E> filter) {
        Objects.requireNonNull(filter);
        return isTrue(Proxies.apply(ref, filter, () -> removeIfHere(filter), ListOperations.REMOVE_IF, filter));
    }

    private boolean removeIfHere(final Predicate<? super E> filter) {
        while (true) {
            final Copy<E> copy = copy();
            final BitSet marked = new BitSet();
            for (int i = 0; i < copy.elements.length; i++) {
                if (filter.test(copy.element(i))) {
                    marked.set(i);
                }
            }
            if (marked.isEmpty()) {
                return false;
            }
            if (isTrue(ref.call(ListOperations.REMOVE_IF_SAME, copy.version, marked))) {
                return true;
            }
        }
    }

    @Override
    public void replaceAll(final UnaryOperator<E> operator) {
        Objects.requireNonNull(operator);
        Proxies.apply(ref, operator, () -> replaceAllHere(operator), ListOperations.REPLACE_ALL, operator);
    }

    private @Nullable Object replaceAllHere(final UnaryOperator<E> operator) {
        Copy<E> copy;
        do {
            copy = copy();
            for (int i = 0; i < copy.elements.length; i++) {
                copy.elements[i] = operator.apply(copy.element(i));
            }
        } while (!isTrue(ref.call(ListOperations.REPLACE_IF_SAME, copy.version, copy.elements)));
        return null;
    }

    @Override
    public void sort(final @Nullable Comparator<? super E> comparator) {
        Proxies.apply(
                ref, comparator, () -> sortHere(Objects.requireNonNull(comparator)), ListOperations.SORT, comparator);
    }

    /** Has the elements change places there: those that aren't copied stay the same. */
    private @Nullable Object sortHere(final Comparator<? super E> comparator) {
        Copy<E> copy;
        int[] order;
        do {
            copy = copy();
            final Copy<E> sorted = copy;
            final Integer[] places = new Integer[sorted.elements.length];
            Arrays.setAll(places, i -> i);
            Arrays.sort(places, (left, right) -> comparator.compare(sorted.element(left), sorted.element(right)));
            order = Arrays.stream(places).mapToInt(Integer::intValue).toArray();
        } while (!isTrue(ref.call(ListOperations.REORDER_IF_SAME, copy.version, order)));
        return null;
    }

    private Copy<E> copy() {
        final ListPage page = ListPage.of(ref, 0, Integer.MAX_VALUE);
        return new Copy<>(page.version(), page.elements());
    }

    /** All elements, as they may be changed here. */
    private record Copy<E extends @Nullable Object>(
            long version, @Nullable Object[] elements) {
        @SuppressWarnings("unchecked") // the object holds what its proxies have put in
        E element(final int index) {
            return (E) elements[index];
        }
    }

    @Override
    public Iterator<E> iterator() {
        return new PagedListIterator<>(ref);
    }

    @Override
    public ListIterator<E> listIterator() {
        return new PagedListIterator<>(ref);
    }

    @Override
    public ListIterator<E> listIterator(final int index) {
        return new PagedListIterator<>(ref, index);
    }

    @Override
    public Spliterator<E> spliterator() {
        return Spliterators.spliteratorUnknownSize(iterator(), Spliterator.ORDERED);
    }

    // From here on what lists have from JDK 21 on, each as one call.

    /** Puts an element in front of all. */
    public void addFirst(final E element) {
        add(0, element);
    }

    /** Puts an element behind all. */
    public void addLast(final E element) {
        add(element);
    }

    /** The first element; {@link java.util.NoSuchElementException} if there is none. */
    public E getFirst() {
        return read(ref, ref.call(ListOperations.FIRST));
    }

    /** The last element; {@link java.util.NoSuchElementException} if there is none. */
    public E getLast() {
        return read(ref, ref.call(ListOperations.LAST));
    }

    /** Removes the first element; {@link java.util.NoSuchElementException} if there is none. */
    public E removeFirst() {
        return read(ref, ref.call(ListOperations.REMOVE_FIRST));
    }

    /** Removes the last element; {@link java.util.NoSuchElementException} if there is none. */
    public E removeLast() {
        return read(ref, ref.call(ListOperations.REMOVE_LAST));
    }

    /** The same list from its end. */
    public List<E> reversed() {
        return new ReversedList<>(this);
    }

    @Override
    public boolean equals(final @Nullable Object other) {
        return Proxies.isSame(this, other)
                || other instanceof List && Arrays.equals(toArray(), ((List<?>) other).toArray());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toArray());
    }

    @Override
    public String toString() {
        return Proxies.textOrDeath(this, () -> Proxies.text(toArray(), this));
    }
}
