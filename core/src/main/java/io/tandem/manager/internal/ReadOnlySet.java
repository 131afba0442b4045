package io.tandem.manager.internal;

import java.io.Serializable;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A set that was read. */
final class ReadOnlySet<E extends @Nullable Object> extends AbstractSet<E> implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What travels in its place. */
    private final transient Set<?> original;

    private final transient Set<E> elements;

    ReadOnlySet(final Set<?> original, final Set<E> elements) {
        this.original = original;
        this.elements = Collections.unmodifiableSet(elements);
    }

    @Override
    public Iterator<E> iterator() {
        return elements.iterator();
    }

    @Override
    public int size() {
        return elements.size();
    }

    @Override
    public boolean contains(final @Nullable Object element) {
        return elements.contains(element);
    }

    @Override
    public void clear() {
        elements.clear(); // refuses, also when there is nothing
    }

    @Override
    public boolean add(final E element) {
        throw ReadOnly.refusal();
    }

    @Override
    public boolean remove(final @Nullable Object element) {
        throw ReadOnly.refusal();
    }

    private Object writeReplace() {
        return original;
    }
}
