package io.tandem.value.internal;

import io.tandem.segment.internal.Segment;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Records in cells, each read and written as a whole. Indexes have been checked.
 *
 * @param <R> type of the records.
 */
abstract class RecordCells<R extends Record> extends CellMemory {
    final RecordShape<R> shape;
    private final ThreadLocal<RecordScratch<R>> scratch;

    RecordCells(
            final Segment segment,
            final RecordShape<R> shape,
            final CellGeometry geometry,
            final long count,
            final int version,
            final int guardOffset,
            final int writersOffset,
            final int locks) {
        super(segment, geometry, count, version, guardOffset, writersOffset, locks);
        this.shape = shape;
        scratch = ThreadLocal.withInitial(() -> scratch(segment, shape));
    }

    static <R> RecordScratch<R> scratch(final Segment segment, final RecordShape<R> shape) {
        return new RecordScratch<>(shape, segment.domain(), segment.objectId());
    }

    final R getAt(final long index) {
        final RecordScratch<R> mine = scratch.get();
        read(index, mine);
        return mine.decode();
    }

    final void setAt(final long index, final R value) {
        checkChange();
        final RecordScratch<R> mine = scratch.get();
        mine.encode(value);
        write(index, mine, ANY);
    }

    final void fillAt(final long from, final long to, final R value) {
        checkChange();
        final RecordScratch<R> mine = scratch.get();
        mine.encode(value);
        for (long index = from; index < to; index++) {
            write(index, mine, ANY);
        }
    }

    /** Refuses a record that doesn't fit, before anything is changed. */
    final void refuseUnfit(final R value) {
        scratch.get().encode(value);
    }

    final boolean compareAndSetAt(final long index, final R expected, final R update) {
        Objects.requireNonNull(expected, "the expected record");
        while (true) {
            final RecordScratch<R> mine = scratch.get();
            final long sequence = read(index, mine);
            if (!expected.equals(mine.decode())) {
                return false;
            }
            if (replace(index, update, sequence)) {
                return true;
            }
        }
    }

    final R getAndUpdateAt(final long index, final UnaryOperator<R> operator) {
        while (true) {
            final RecordScratch<R> mine = scratch.get();
            final long sequence = read(index, mine);
            final R before = mine.decode();
            if (replace(index, operator.apply(before), sequence)) {
                return before;
            }
        }
    }

    final R updateAndGetAt(final long index, final UnaryOperator<R> operator) {
        while (true) {
            final RecordScratch<R> mine = scratch.get();
            final long sequence = read(index, mine);
            final R after = operator.apply(mine.decode());
            if (replace(index, after, sequence)) {
                return after;
            }
        }
    }

    private boolean replace(final long index, final R value, final long sequence) {
        final RecordScratch<R> mine = scratch.get();
        mine.encode(value);
        return write(index, mine, sequence);
    }
}
