package io.tandem.manager.internal;

import java.util.AbstractCollection;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Keys, values or entries of a map in the server, as its users see them. */
class MapView<T> extends AbstractCollection<T> {
    private final ObjectRef ref;
    private final MapPart part;
    private final int partNumber;

    MapView(final ObjectRef ref, final MapPart part) {
        this.ref = ref;
        this.part = part;
        this.partNumber = part.code();
    }

    final ObjectRef ref() {
        return ref;
    }

    /** Whether it shows the same. */
    final boolean isSame(final @Nullable Object other) {
        return other instanceof MapView<?> view && view.part == part && view.ref.equals(ref);
    }

    @Override
    public int size() {
        return Proxies.number(ref.call(MapOperations.SIZE));
    }

    @Override
    public boolean isEmpty() {
        return size() == 0;
    }

    @Override
    public void clear() {
        ref.call(MapOperations.CLEAR);
    }

    @Override
    public boolean contains(final @Nullable Object item) {
        return isTrue(item, MapOperations.CONTAINS);
    }

    @Override
    public boolean remove(final @Nullable Object item) {
        return isTrue(item, MapOperations.REMOVE);
    }

    private boolean isTrue(final @Nullable Object item, final int operation) {
        final Object sent = travelling(item);
        return (sent != null || part != MapPart.ENTRIES) && Proxies.isTrue(ref.call(operation, partNumber, sent));
    }

    @Override
    public boolean containsAll(final Collection<?> items) {
        return isSame(items) || Proxies.isTrue(ref.call(MapOperations.CONTAINS_ALL, partNumber, travelling(items)));
    }

    @Override
    public boolean removeAll(final Collection<?> items) {
        return Proxies.isTrue(
                isSame(items)
                        ? ref.call(MapOperations.CLEAR)
                        : ref.call(MapOperations.REMOVE_ALL, partNumber, travelling(items)));
    }

    @Override
    public boolean retainAll(final Collection<?> items) {
        return !isSame(items) && Proxies.isTrue(ref.call(MapOperations.RETAIN_ALL, partNumber, travelling(items)));
    }

    private @Nullable Object[] travelling(final Collection<?> items) {
        final @Nullable Object[] all = items.toArray();
        return part == MapPart.ENTRIES
                ? Arrays.stream(all).map(this::travelling).toArray()
                : all;
    }

    /** An entry in a form that can travel; null in the place of what is none. */
    private @Nullable Object travelling(final @Nullable Object item) {
        if (part != MapPart.ENTRIES) {
            return item;
        }
        return item instanceof Map.Entry<?, ?> entry ? new SimpleImmutableEntry<>(entry) : null;
    }

    @Override
    @SuppressWarnings("unchecked") // what the iterators of this part give
    public @Nullable Object[] toArray() {
        final @Nullable Object[] items = Proxies.array(ref.call(MapOperations.TO_ARRAY, partNumber));
        if (part != MapPart.ENTRIES) {
            return Proxies.readAll(ref, items);
        }
        final Object[] entries = new Object[items.length / 2];
        Arrays.setAll(entries, i -> new LiveEntry<>(ref, items[2 * i], items[2 * i + 1]));
        return entries;
    }

    @Override
    public <A extends @Nullable Object> A[] toArray(final A[] target) {
        return Proxies.into(target, toArray());
    }

    @Override
    public boolean removeIf(final Predicate<? super T> filter) {
        Objects.requireNonNull(filter);
        return Proxies.isTrue(
                Proxies.apply(ref, filter, () -> removeIfHere(filter), MapOperations.REMOVE_IF, partNumber, filter));
    }

    private boolean removeIfHere(final Predicate<? super T> filter) {
        return new VersionedEntries(ref).write((key, value) -> filter.test(item(key, value)), (key, value) -> null) > 0;
    }

    @SuppressWarnings("unchecked") // what the iterators of this part give
    private T item(final Object key, final Object value) {
        return (T)
                switch (part) {
                    case KEYS -> key;
                    case VALUES -> value;
                    case ENTRIES -> new SimpleImmutableEntry<>(key, value);
                };
    }

    @Override
    public Iterator<T> iterator() {
        return new PagedMapIterator<>(ref, part);
    }

    @Override
    public Spliterator<T> spliterator() {
        return Spliterators.spliteratorUnknownSize(
                iterator(),
                Spliterator.ORDERED | Spliterator.NONNULL | (part == MapPart.VALUES ? 0 : Spliterator.DISTINCT));
    }

    @Override
    public String toString() {
        return Proxies.text(toArray(), this instanceof ManagedProxy self ? self : null);
    }
}
