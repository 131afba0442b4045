package io.tandem.manager.internal;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.Spliterator;
import org.jspecify.annotations.Nullable;

/** Those views of a map that are sets. */
class MapSetView<T> extends MapView<T> implements Set<T> {
    MapSetView(final ObjectRef ref, final MapPart part) {
        super(ref, part);
    }

    @Override
    public Spliterator<T> spliterator() {
        return super.spliterator();
    }

    @Override
    public boolean equals(final @Nullable Object other) {
        if (other == this || isSame(other)) {
            return true;
        }
        if (!(other instanceof Set)) {
            return false;
        }
        final @Nullable Object[] items = toArray();
        final Collection<?> set = (Set<?>) other;
        try {
            return set.size() == items.length && set.containsAll(Arrays.asList(items));
        } catch (final ClassCastException | NullPointerException e) {
            return false; // by contract it may not want to be asked about such items
        }
    }

    @Override
    public int hashCode() {
        int sum = 0;
        for (final Object item : toArray()) {
            sum += item == null ? 0 : item.hashCode();
        }
        return sum;
    }
}
