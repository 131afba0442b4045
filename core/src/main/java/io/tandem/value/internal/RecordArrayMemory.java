package io.tandem.value.internal;

import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Transferable;
import io.tandem.segment.internal.object.BodyVersion;
import io.tandem.value.SharedRecordArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A handle of an array of records: cells, where {@link CellsDescriptor} has them.
 *
 * @param <R> type of the records.
 */
final class RecordArrayMemory<R extends Record> extends RecordCells<R> implements SharedRecordArray<R> {
    private final long length;

    private RecordArrayMemory(final Segment segment, final RecordShape<R> shape, final long length) {
        super(
                segment,
                shape,
                CellsDescriptor.geometry(shape.room()),
                length,
                CellsDescriptor.VERSION,
                CellsDescriptor.GUARD_OFFSET,
                CellsDescriptor.WRITERS_OFFSET,
                CellsDescriptor.WRITERS);
        this.length = length;
    }

    /** A handle, if the array is of such records; it may have another length, and other strings. */
    static <R extends Record> RecordArrayMemory<R> over(final Segment segment, final RecordShape<R> asked) {
        final RecordShape<R> shape = asked.in(segment);
        final long most = CellsDescriptor.geometry(shape.room()).maxCount();
        final long length = BodyVersion.requireNumber(segment, ArrayDescriptor.LENGTH_KEY, most);
        return new RecordArrayMemory<>(segment, shape, length);
    }

    /** Fills the elements of a new segment. */
    static <R extends Record> void initialize(
            final Segment segment, final RecordShape<R> shape, final long length, final R value) {
        final RecordScratch<R> encoded = scratch(segment, shape);
        encoded.encode(value);
        BodyVersion.write(segment, CellsDescriptor.VERSION);
        final CellGeometry geometry = CellsDescriptor.geometry(shape.room());
        for (long index = 0; index < length; index++) {
            geometry.initialize(segment, index, encoded);
        }
    }

    private long checked(final long index) {
        return Objects.checkIndex(index, length);
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public R get(final long index) {
        return getAt(checked(index));
    }

    @Override
    public void set(final long index, final R value) {
        setAt(checked(index), value);
    }

    @Override
    public boolean compareAndSet(final long index, final R expected, final R update) {
        return compareAndSetAt(checked(index), expected, update);
    }

    @Override
    public R getAndUpdate(final long index, final UnaryOperator<R> operator) {
        return getAndUpdateAt(checked(index), operator);
    }

    @Override
    public R updateAndGet(final long index, final UnaryOperator<R> operator) {
        return updateAndGetAt(checked(index), operator);
    }

    @Override
    public void fill(final long from, final long to, final R value) {
        Objects.checkFromToIndex(from, to, length);
        fillAt(from, to, value);
    }

    @Override
    public void setAll(final long from, final List<? extends R> values) {
        final List<R> copy = List.copyOf(values);
        Objects.checkFromIndexSize(from, copy.size(), length);
        copy.forEach(this::refuseUnfit);
        long index = from;
        for (final R value : copy) {
            setAt(index++, value);
        }
    }

    @Override
    public List<R> toList(final long from, final long to) {
        Objects.checkFromToIndex(from, to, length);
        if (to - from > Integer.MAX_VALUE - Long.BYTES) {
            throw new IllegalArgumentException("No list has " + (to - from) + " elements: get them in pieces.");
        }
        final List<R> list = new ArrayList<>((int) (to - from));
        for (long index = from; index < to; index++) {
            list.add(getAt(index));
        }
        return list;
    }

    @Override
    public Stream<R> stream(final long from, final long to) {
        Objects.checkFromToIndex(from, to, length);
        return LongStream.range(from, to).mapToObj(this::getAt);
    }

    @Override
    protected Token token() {
        return new RecordArrayToken(objectId(), shape.type(), shape.maxLength());
    }

    /**
     * What travels in the place of an array.
     *
     * @param objectId  of its segment.
     * @param type      of the records.
     * @param maxLength of their strings.
     */
    private record RecordArrayToken(long objectId, Class<?> type, int maxLength) implements Transferable.Token {
        private static final long serialVersionUID = 1L;

        @Override
        public Object arrive(final Arrival arrival) {
            final RecordShape<?> shape = RecordShape.of(type.asSubclass(Record.class), maxLength);
            return RecordArrayMemory.arrived(arrival.attach(objectId, ObjectKind.ARRAY), shape);
        }
    }

    @SuppressWarnings("unchecked") // made from a shape of records
    private static Object arrived(final Segment segment, final RecordShape<?> shape) {
        return over(segment, (RecordShape<Record>) shape);
    }
}
