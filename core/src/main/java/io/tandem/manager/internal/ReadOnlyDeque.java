package io.tandem.manager.internal;

import java.io.Serializable;
import java.util.AbstractCollection;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A queue that was read, from its head on. */
final class ReadOnlyDeque<E> extends AbstractCollection<E> implements Deque<E>, Serializable {
    private static final long serialVersionUID = 1L;

    /** What travels in its place. */
    private final transient Queue<?> original;

    private final transient List<E> elements;

    ReadOnlyDeque(final Queue<?> original, final List<E> elements) {
        this.original = original;
        this.elements = Collections.unmodifiableList(elements);
    }

    @Override
    public Iterator<E> iterator() {
        return elements.iterator();
    }

    @Override
    public Iterator<E> descendingIterator() {
        return new ReverseIterator<>(elements.listIterator(elements.size()));
    }

    @Override
    public int size() {
        return elements.size();
    }

    @Override
    public @Nullable E peekFirst() {
        return elements.isEmpty() ? null : elements.get(0);
    }

    @Override
    public @Nullable E peekLast() {
        return elements.isEmpty() ? null : elements.get(elements.size() - 1);
    }

    @Override
    public @Nullable E peek() {
        return peekFirst();
    }

    @Override
    public E getFirst() {
        return existing(peekFirst());
    }

    @Override
    public E getLast() {
        return existing(peekLast());
    }

    @Override
    public E element() {
        return getFirst();
    }

    private static <E> E existing(final @Nullable E element) {
        if (element == null) {
            throw new NoSuchElementException("The queue is empty.");
        }
        return element;
    }

    @Override
    public void addFirst(final E element) {
        throw ReadOnly.refusal();
    }

    @Override
    public void addLast(final E element) {
        throw ReadOnly.refusal();
    }

    @Override
    public boolean add(final E element) {
        throw ReadOnly.refusal();
    }

    @Override
    public boolean offer(final E element) {
        throw ReadOnly.refusal();
    }

    @Override
    public boolean offerFirst(final E element) {
        throw ReadOnly.refusal();
    }

    @Override
    public boolean offerLast(final E element) {
        throw ReadOnly.refusal();
    }

    @Override
    public void push(final E element) {
        throw ReadOnly.refusal();
    }

    @Override
    public E pop() {
        throw ReadOnly.refusal();
    }

    @Override
    public E remove() {
        throw ReadOnly.refusal();
    }

    @Override
    public E removeFirst() {
        throw ReadOnly.refusal();
    }

    @Override
    public E removeLast() {
        throw ReadOnly.refusal();
    }

    @Override
    public @Nullable E poll() {
        throw ReadOnly.refusal();
    }

    @Override
    public @Nullable E pollFirst() {
        throw ReadOnly.refusal();
    }

    @Override
    public @Nullable E pollLast() {
        throw ReadOnly.refusal();
    }

    @Override
    public boolean removeFirstOccurrence(final @Nullable Object element) {
        throw ReadOnly.refusal();
    }

    @Override
    public boolean removeLastOccurrence(final @Nullable Object element) {
        throw ReadOnly.refusal();
    }

    @Override
    public void clear() {
        throw ReadOnly.refusal();
    }

    private Object writeReplace() {
        return original;
    }
}
