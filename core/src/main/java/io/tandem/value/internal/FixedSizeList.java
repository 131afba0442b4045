package io.tandem.value.internal;

import io.tandem.segment.internal.Segment;
import io.tandem.value.SharedList;
import java.lang.reflect.Array;
import java.util.AbstractList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.StringJoiner;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What makes a list of slots a {@link List}: everything that follows from getting and setting one. */
abstract class FixedSizeList extends CellMemory implements SharedList {
    /** Values that a string of the list shows, and characters of each. */
    private static final int SHOWN = 10;

    private static final int SHOWN_CHARS = 100;

    private final List<@Nullable Object> view = new View();

    FixedSizeList(final Segment segment, final int length, final CellGeometry geometry) {
        super(
                segment,
                geometry,
                length,
                CellsDescriptor.VERSION,
                CellsDescriptor.GUARD_OFFSET,
                CellsDescriptor.WRITERS_OFFSET,
                CellsDescriptor.WRITERS);
    }

    /** The same slots as the JDK's list over them: iterators, parts, and what any list does one slot after the other. */
    private final class View extends AbstractList<@Nullable Object> implements RandomAccess {
        @Override
        public @Nullable Object get(final int index) {
            return FixedSizeList.this.get(index);
        }

        @Override
        public @Nullable Object set(final int index, final @Nullable Object value) {
            return FixedSizeList.this.set(index, value);
        }

        @Override
        public int size() {
            return FixedSizeList.this.size();
        }

        @Override
        public void add(final int index, final @Nullable Object value) {
            throw fixed("add to it");
        }

        @Override
        public @Nullable Object remove(final int index) {
            throw fixed("remove from it");
        }
    }

    private UnsupportedOperationException fixed(final String asked) {
        return new UnsupportedOperationException("Could not " + asked + ": " + describeWithin() + " has " + size()
                + " slots for good. Use set(index, value), with null for an empty one; or make a longer list"
                + " by builder(length), or a SharedQueue.");
    }

    @Override
    public int indexOf(final @Nullable Object value) {
        for (int index = 0; index < size(); index++) {
            if (Objects.deepEquals(value, get(index))) {
                return index;
            }
        }
        return -1;
    }

    @Override
    public int lastIndexOf(final @Nullable Object value) {
        for (int index = size() - 1; index >= 0; index--) {
            if (Objects.deepEquals(value, get(index))) {
                return index;
            }
        }
        return -1;
    }

    @Override
    public int count(final @Nullable Object value) {
        int count = 0;
        for (int index = 0; index < size(); index++) {
            if (Objects.deepEquals(value, get(index))) {
                count++;
            }
        }
        return count;
    }

    @Override
    public boolean contains(final @Nullable Object value) {
        return indexOf(value) >= 0;
    }

    @Override
    public boolean containsAll(final Collection<?> values) {
        return values.stream().allMatch(this::contains);
    }

    @Override
    public boolean isEmpty() {
        return size() == 0;
    }

    @Override
    public Iterator<@Nullable Object> iterator() {
        return view.iterator();
    }

    @Override
    public ListIterator<@Nullable Object> listIterator() {
        return view.listIterator();
    }

    @Override
    public ListIterator<@Nullable Object> listIterator(final int index) {
        return view.listIterator(index);
    }

    @Override
    public List<@Nullable Object> subList(final int from, final int to) {
        return view.subList(from, to);
    }

    @Override
    public @Nullable Object[] toArray() {
        return view.toArray();
    }

    @Override
    public <T> T[] toArray(final T[] array) {
        return view.toArray(array);
    }

    @Override
    public boolean equals(final @Nullable Object other) {
        return other == this || view.equals(other);
    }

    @Override
    public int hashCode() {
        return view.hashCode();
    }

    /** The first few values, arrays by their lengths: what is shown in a log, or by a debugger, shouldn't be without end. */
    @Override
    public final String toString() {
        final StringJoiner text = new StringJoiner(", ", describe() + ": [", "]");
        try {
            for (int index = 0; index < Math.min(size(), SHOWN); index++) {
                text.add(shown(get(index)));
            }
        } catch (final IllegalStateException e) {
            return super.toString(); // it is closed
        }
        if (size() > SHOWN) {
            text.add("...");
        }
        return text.toString();
    }

    private static String shown(final @Nullable Object value) {
        if (value != null && value.getClass().isArray()) {
            return value.getClass().componentType() + "[" + Array.getLength(value) + "]";
        }
        final String text = String.valueOf(value);
        return text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + "...";
    }

    @Override
    public boolean add(final @Nullable Object value) {
        throw fixed("add to it");
    }

    @Override
    public void add(final int index, final @Nullable Object value) {
        throw fixed("add to it");
    }

    @Override
    public boolean addAll(final Collection<? extends @Nullable Object> values) {
        throw fixed("add to it");
    }

    @Override
    public boolean addAll(final int index, final Collection<? extends @Nullable Object> values) {
        throw fixed("add to it");
    }

    @Override
    public @Nullable Object remove(final int index) {
        throw fixed("remove from it");
    }

    @Override
    public boolean remove(final @Nullable Object value) {
        throw fixed("remove from it");
    }

    @Override
    public boolean removeAll(final Collection<?> values) {
        throw fixed("remove from it");
    }

    @Override
    public boolean removeIf(final Predicate<? super @Nullable Object> filter) {
        throw fixed("remove from it");
    }

    @Override
    public boolean retainAll(final Collection<?> values) {
        throw fixed("remove from it");
    }

    @Override
    public void clear() {
        throw fixed("remove from it");
    }
}
