package io.tandem.manager.internal;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Goes through a map, or a set, page by page. Not safe for threads. */
final class PagedMapIterator<T> implements Iterator<T> {
    private static final int FIELDS_BEFORE = 1;

    private final ObjectRef ref;
    private final MapPart part;

    /** How much of the page one entry takes. */
    private final int fields;

    /** The place it ends at, then its entries. */
    private @Nullable Object[] page = {0L};

    private int next = FIELDS_BEFORE;
    private boolean isLastPage;
    private @Nullable Object removable;

    PagedMapIterator(final ObjectRef ref, final MapPart part) {
        this.ref = ref;
        this.part = part;
        this.fields = part == MapPart.KEYS ? 1 : 2;
    }

    @Override
    public boolean hasNext() {
        if (next == page.length && !isLastPage) {
            page = Proxies.array(ref.call(MapOperations.PAGE, part.code(), page[0]));
            next = FIELDS_BEFORE;
            isLastPage = page.length < FIELDS_BEFORE + fields * MapTarget.PAGE_SIZE;
        }
        return next < page.length;
    }

    @Override
    @SuppressWarnings("unchecked") // the object holds what its proxies have put in
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        final Object key = Objects.requireNonNull(page[next]);
        final Object value = page[next + fields - 1];
        next += fields;
        removable = key;
        return part == MapPart.ENTRIES ? (T) new LiveEntry<>(ref, key, value) : Proxies.read(ref, value);
    }

    @Override
    public void remove() {
        if (removable == null) {
            throw new IllegalStateException("Call next first: nothing was given out since the last removal.");
        }
        ref.call(MapOperations.REMOVE, MapPart.KEYS.code(), removable);
        removable = null;
    }
}
