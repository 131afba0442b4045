package io.tandem.manager.internal;

import java.util.Iterator;
import java.util.ListIterator;
import org.jspecify.annotations.Nullable;

/**
 * Goes back where a list's own iterator goes on.
 *
 * @param iterator at the end of the list.
 */
record ReverseIterator<E extends @Nullable Object>(ListIterator<? extends E> iterator) implements Iterator<E> {
    @Override
    public boolean hasNext() {
        return iterator.hasPrevious();
    }

    @Override
    public E next() {
        return iterator.previous();
    }

    @Override
    public void remove() {
        iterator.remove();
    }
}
