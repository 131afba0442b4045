package io.tandem.manager.internal;

import java.io.Serializable;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** A list that was read. */
final class ReadOnlyList<E extends @Nullable Object> extends AbstractList<E> implements RandomAccess, Serializable {
    private static final long serialVersionUID = 1L;

    /** What travels in its place. */
    private final transient List<?> original;

    private final transient List<? extends E> elements;

    ReadOnlyList(final List<?> original, final List<? extends E> elements) {
        this.original = original;
        this.elements = elements;
    }

    @Override
    public E get(final int index) {
        return elements.get(index);
    }

    @Override
    public int size() {
        return elements.size();
    }

    @Override
    public E set(final int index, final E element) {
        throw ReadOnly.refusal();
    }

    @Override
    public void add(final int index, final E element) {
        throw ReadOnly.refusal();
    }

    @Override
    public E remove(final int index) {
        throw ReadOnly.refusal();
    }

    private Object writeReplace() {
        return original;
    }
}
