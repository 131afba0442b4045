package io.tandem.channel.internal.queue;

import java.util.AbstractQueue;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a queue between processes refuses: to look at items without taking them. What refuses says what to use instead; so do
 * the JDK's calls that throw where there is no room, or no item.
 *
 * @param <E> type of the items.
 */
abstract class TakingQueue<E> extends AbstractQueue<E> {
    @Override
    public final boolean add(final E item) {
        if (offer(item)) {
            return true;
        }
        throw new IllegalStateException(
                this + " is full. Use put(...), which waits for room, or offer(...), which tells.");
    }

    @Override
    public final E remove() {
        final E item = poll();
        if (item == null) {
            throw new NoSuchElementException(
                    this + " is empty. Use take(), which waits for an item, or poll(), which tells.");
        }
        return item;
    }

    @Override
    public final @Nullable E peek() {
        throw unsupported("peek()", "another consumer may take what it shows. Use poll(), or isReady()");
    }

    @Override
    public final E element() {
        throw unsupported("element()", "another consumer may take what it shows. Use poll(), or isReady()");
    }

    @Override
    public final Iterator<E> iterator() {
        throw unsupported(
                "iterator(), nor what builds on it",
                "other processes put and take meanwhile. Use drainTo(...) or forEachUntilClosed(...)");
    }

    // Or the JDK's streams would count without looking.
    @Override
    public final Spliterator<E> spliterator() {
        throw unsupported(
                "spliterator() or stream()",
                "other processes put and take meanwhile. Use drainTo(...) or forEachUntilClosed(...)");
    }

    @Override
    public final boolean contains(final Object item) {
        throw unsupported("contains(...)", "items are bytes in there. Keep a set of what you look for");
    }

    @Override
    public final boolean remove(final Object item) {
        throw unsupported("remove(Object)", "items leave in order. Use poll(), and put back what others are to have");
    }

    @Override
    public final boolean removeIf(final Predicate<? super E> filter) {
        throw unsupported("removeIf(...)", "items leave in order. Use drainTo(...), and put back what is to stay");
    }

    @Override
    public final Object[] toArray() {
        throw unsupported("toArray()", "other processes put and take meanwhile. Use drainTo(...)");
    }

    @Override
    public final <T> T[] toArray(final T[] target) {
        throw unsupported("toArray(...)", "other processes put and take meanwhile. Use drainTo(...)");
    }

    private static UnsupportedOperationException unsupported(final String call, final String why) {
        return new UnsupportedOperationException("A shared queue has no " + call + ": " + why + ".");
    }
}
