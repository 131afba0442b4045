package io.tandem.value.internal;

import io.tandem.codec.CorruptMessageException;
import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Transferable;
import io.tandem.segment.internal.object.BodyVersion;
import io.tandem.value.SharedList;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A handle of a list: cells, where {@link CellsDescriptor} has them. */
final class ListMemory extends FixedSizeList implements SharedList {
    private final int length;
    private final int maxBytes;
    private final ThreadLocal<ListScratch> scratch;

    private ListMemory(final Segment segment, final int length, final int maxBytes) {
        super(segment, length, CellsDescriptor.geometry(ListScratch.room(maxBytes)));
        this.length = length;
        this.maxBytes = maxBytes;
        scratch = ThreadLocal.withInitial(() -> new ListScratch(segment, maxBytes));
    }

    static ListMemory over(final Segment segment) {
        final int length = (int) BodyVersion.requireNumber(segment, ListBuilder.LENGTH_KEY, Integer.MAX_VALUE);
        final int maxBytes =
                (int) BodyVersion.requireNumber(segment, ListBuilder.MAX_BYTES_KEY, ListBuilder.MOST_BYTES);
        return new ListMemory(segment, length, maxBytes);
    }

    /** Fills the slots of a new segment: null, unless there are values. */
    static void initialize(final Segment segment, final int maxBytes, final @Nullable Object @Nullable [] values) {
        BodyVersion.write(segment, CellsDescriptor.VERSION);
        if (values == null) {
            return; // zeros are cells that hold nothing
        }
        final ListScratch encoded = new ListScratch(segment, maxBytes);
        final CellGeometry geometry = CellsDescriptor.geometry(ListScratch.room(maxBytes));
        for (int index = 0; index < values.length; index++) {
            encoded.encode(values[index]);
            geometry.initialize(segment, index, encoded);
        }
    }

    @Override
    public int size() {
        return length;
    }

    @Override
    public int maxBytes() {
        return maxBytes;
    }

    @Override
    public @Nullable Object get(final int index) {
        Objects.checkIndex(index, length);
        final ListScratch mine = scratch.get();
        read(index, mine);
        return decoded(index, mine);
    }

    private @Nullable Object decoded(final int index, final ListScratch mine) {
        try {
            return mine.decode();
        } catch (final CorruptMessageException e) {
            throw corrupt("in slot " + index + " what is no value (" + e.getMessage() + ")");
        }
    }

    @Override
    public @Nullable Object set(final int index, final @Nullable Object value) {
        Objects.checkIndex(index, length);
        checkChange();
        while (true) {
            final ListScratch mine = scratch.get();
            final long sequence = read(index, mine);
            final Object before = decoded(index, mine);
            if (replace(index, value, sequence)) {
                return before;
            }
        }
    }

    @Override
    public boolean compareAndSet(final int index, final @Nullable Object expected, final @Nullable Object update) {
        Objects.checkIndex(index, length);
        while (true) {
            final ListScratch mine = scratch.get();
            final long sequence = read(index, mine);
            if (!Objects.deepEquals(expected, decoded(index, mine))) {
                return false;
            }
            if (replace(index, update, sequence)) {
                return true;
            }
        }
    }

    @Override
    public @Nullable Object updateAndGet(final int index, final UnaryOperator<@Nullable Object> operator) {
        Objects.checkIndex(index, length);
        while (true) {
            final ListScratch mine = scratch.get();
            final long sequence = read(index, mine);
            final Object after = operator.apply(decoded(index, mine));
            if (replace(index, after, sequence)) {
                return after;
            }
        }
    }

    private boolean replace(final int index, final @Nullable Object value, final long sequence) {
        final ListScratch mine = scratch.get();
        mine.encode(value);
        return write(index, mine, sequence);
    }

    @Override
    protected Token token() {
        return new ListToken(objectId());
    }

    /**
     * What travels in the place of a list.
     *
     * @param objectId of its segment.
     */
    private record ListToken(long objectId) implements Transferable.Token {
        private static final long serialVersionUID = 1L;

        @Override
        public Object arrive(final Arrival arrival) {
            return over(arrival.attach(objectId, ObjectKind.LIST));
        }
    }
}
