package io.tandem.manager.internal;

import java.util.ConcurrentModificationException;
import java.util.ListIterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Goes through a list page by page, in both directions. Not safe for threads. */
final class PagedListIterator<E extends @Nullable Object> implements ListIterator<E> {
    /** Elements that travel at a time. */
    static final int PAGE_SIZE = 256;

    private static final int NONE = -1;

    private final ObjectRef ref;

    /** The list index of the next element. */
    private int cursor;

    /** The list index of the element that was given out last, if it may be removed or replaced. */
    private int last = NONE;

    /** The list's version when that one was fetched. */
    private long lastVersion;

    private @Nullable Object[] page = {};

    /** The list index of what lies at 0 in the page. */
    private int base;

    /** The list indices for which the page is valid: from this one, */
    private int from;

    /** up to, not including, this one. */
    private int to;

    /** Of the list when the page was fetched; nothing was fetched yet if less than 0. */
    private int size = NONE;

    private long version;

    /** From the start; the first page is fetched when it is needed. */
    PagedListIterator(final ObjectRef ref) {
        this.ref = ref;
    }

    /** From an index that is checked now. */
    PagedListIterator(final ObjectRef ref, final int index) {
        this.ref = ref;
        if (index < 0) {
            throw new IndexOutOfBoundsException("Index out of range: " + index);
        }
        fetch(index, PAGE_SIZE);
        if (index > size) {
            throw new IndexOutOfBoundsException("Index out of range: " + index + " of a list of " + size);
        }
        cursor = index;
    }

    /** From the end, as it is now. */
    static <E extends @Nullable Object> PagedListIterator<E> atEnd(final ObjectRef ref) {
        final PagedListIterator<E> iterator = new PagedListIterator<>(ref);
        iterator.cursor = Proxies.number(ref.call(ListOperations.SIZE));
        return iterator;
    }

    private void fetch(final int start, final int most) {
        final ListPage fetched = ListPage.of(ref, start, most);
        page = fetched.elements();
        version = fetched.version();
        size = fetched.size();
        base = start;
        from = start;
        to = start + page.length;
    }

    @Override
    public boolean hasNext() {
        if (cursor >= from && cursor < to) {
            return true;
        }
        if (size == NONE || cursor < size) {
            fetch(cursor, PAGE_SIZE);
        }
        return cursor < to;
    }

    @Override
    public boolean hasPrevious() {
        while (cursor > 0 && !(cursor > from && cursor <= to)) {
            final int start = Math.max(0, cursor - PAGE_SIZE);
            fetch(start, cursor - start);
            cursor = Math.min(cursor, size); // others may have removed what was before
        }
        return cursor > 0;
    }

    @Override
    public E next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return give(cursor++);
    }

    @Override
    public E previous() {
        if (!hasPrevious()) {
            throw new NoSuchElementException();
        }
        return give(--cursor);
    }

    private E give(final int index) {
        last = index;
        lastVersion = version;
        return Proxies.read(ref, page[index - base]);
    }

    @Override
    public int nextIndex() {
        return cursor;
    }

    @Override
    public int previousIndex() {
        return cursor - 1;
    }

    @Override
    public void remove() {
        written(ref.call(ListOperations.ITERATOR_REMOVE, lastVersion, last()), "removed");
        size--;
        if (last < cursor) {
            cursor--;
            base--;
            to--;
            from = cursor;
        } else {
            to = cursor;
        }
        last = NONE;
    }

    @Override
    public void set(final E element) {
        written(ref.call(ListOperations.ITERATOR_SET, lastVersion, last(), element), "replaced");
        // What was replaced is read again, should it be asked for.
        if (last < cursor) {
            from = cursor;
        } else {
            to = cursor;
        }
        lastVersion = version;
    }

    @Override
    public void add(final E element) {
        if (size == NONE) {
            fetch(cursor, PAGE_SIZE);
        }
        written(ref.call(ListOperations.ITERATOR_ADD, version, cursor, element), "added");
        cursor++;
        base++;
        to++;
        from = cursor;
        size++;
        last = NONE;
    }

    private int last() {
        if (last == NONE) {
            throw new IllegalStateException(
                    "Call next or previous first: nothing was given out since the last change.");
        }
        return last;
    }

    private void written(final @Nullable Object newVersion, final String what) {
        if (newVersion == null) {
            throw new ConcurrentModificationException("Nothing was " + what
                    + ", as the managed list was changed since the element was fetched. Use the list's removeIf or"
                    + " replaceAll, or Manager.atomically.");
        }
        version = (long) newVersion;
    }
}
