package io.tandem.value.internal;

import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Transferable;
import io.tandem.segment.internal.object.BodyVersion;
import io.tandem.value.SharedRecord;
import java.util.function.UnaryOperator;

/**
 * A handle of a shared record: one cell, where {@link RecordDescriptor} has it.
 *
 * @param <R> type of the record.
 */
final class RecordMemory<R extends Record> extends RecordCells<R> implements SharedRecord<R> {
    private RecordMemory(final Segment segment, final RecordShape<R> shape) {
        super(
                segment,
                shape,
                RecordDescriptor.geometry(shape.room()),
                1,
                RecordDescriptor.VERSION,
                RecordDescriptor.GUARD_OFFSET,
                RecordDescriptor.WRITERS_OFFSET,
                1);
    }

    /** A handle, if it holds such a record, of the same version of its class; strings may have another length. */
    static <R extends Record> RecordMemory<R> over(final Segment segment, final RecordShape<R> asked) {
        return new RecordMemory<>(segment, asked.in(segment));
    }

    /** Fills the first copy of a new segment. */
    static <R extends Record> void initialize(final Segment segment, final RecordShape<R> shape, final R value) {
        final RecordScratch<R> encoded = scratch(segment, shape);
        encoded.encode(value);
        BodyVersion.write(segment, RecordDescriptor.VERSION);
        RecordDescriptor.geometry(shape.room()).initialize(segment, 0, encoded);
    }

    @Override
    public R get() {
        return getAt(0);
    }

    @Override
    public void set(final R value) {
        setAt(0, value);
    }

    @Override
    public boolean compareAndSet(final R expected, final R update) {
        return compareAndSetAt(0, expected, update);
    }

    @Override
    public R getAndUpdate(final UnaryOperator<R> operator) {
        return getAndUpdateAt(0, operator);
    }

    @Override
    public R updateAndGet(final UnaryOperator<R> operator) {
        return updateAndGetAt(0, operator);
    }

    @Override
    protected Token token() {
        return new RecordToken(objectId(), shape.type(), shape.maxLength());
    }

    /**
     * What travels in the place of a record.
     *
     * @param objectId  of its segment.
     * @param type      of the record.
     * @param maxLength of its strings.
     */
    private record RecordToken(long objectId, Class<?> type, int maxLength) implements Transferable.Token {
        private static final long serialVersionUID = 1L;

        @Override
        public Object arrive(final Arrival arrival) {
            final RecordShape<?> shape = RecordShape.of(type.asSubclass(Record.class), maxLength);
            return RecordMemory.arrived(arrival.attach(objectId, ObjectKind.VALUE), shape);
        }
    }

    @SuppressWarnings("unchecked") // made from a shape of records
    private static Object arrived(final Segment segment, final RecordShape<?> shape) {
        return over(segment, (RecordShape<Record>) shape);
    }
}
