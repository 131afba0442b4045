package io.tandem.value.internal;

import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.object.SegmentBuilder;
import io.tandem.value.SharedRecord;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Options of a shared record.
 *
 * @param <R> type of the record.
 */
public final class RecordBuilder<R extends Record> extends SegmentBuilder<SharedRecord<R>, SharedRecord.Builder<R>>
        implements SharedRecord.Builder<R> {
    private static final int DEFAULT_MAX_LENGTH = 64;

    private RecordShape<R> shape;
    private @Nullable R initialValue;

    /**
     * Starts with the defaults.
     *
     * @param type of the record.
     */
    public RecordBuilder(final Class<R> type) {
        shape = RecordShape.of(Objects.requireNonNull(type, "the type of the record"), DEFAULT_MAX_LENGTH);
    }

    @Override
    public SharedRecord.Builder<R> initialValue(final R value) {
        initialValue = Objects.requireNonNull(value, "the initial value");
        return this;
    }

    @Override
    public SharedRecord.Builder<R> maxStringLength(final int length) {
        shape = shape.withMaxLength(length);
        return this;
    }

    @Override
    protected SharedRecord.Builder<R> self() {
        return this;
    }

    @Override
    protected ObjectKind kind() {
        return ObjectKind.VALUE;
    }

    @Override
    protected long bodyLength() {
        return RecordDescriptor.geometry(shape.room()).bodyLength(1);
    }

    @Override
    protected Map<String, String> configuration() {
        return shape.configuration();
    }

    @Override
    protected void initialize(final Segment segment) {
        final R value = initialValue;
        if (value == null) {
            throw new IllegalStateException("A shared record can't be made without an initial value. Give one by"
                    + " initialValue(...), or use open() if it exists.");
        }
        RecordMemory.initialize(segment, shape, value);
    }

    @Override
    protected SharedRecord<R> handle(final Segment segment) {
        return RecordMemory.over(segment, shape);
    }
}
