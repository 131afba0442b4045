package io.tandem.value.internal;

import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.object.SegmentBuilder;
import io.tandem.value.SharedRecordArray;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Options of an array of records.
 *
 * @param <R> type of the records.
 */
public final class RecordArrayBuilder<R extends Record>
        extends SegmentBuilder<SharedRecordArray<R>, SharedRecordArray.Builder<R>>
        implements SharedRecordArray.Builder<R> {
    private static final int DEFAULT_MAX_LENGTH = 64;

    private final long length;
    private RecordShape<R> shape;
    private @Nullable R initialValue;

    /**
     * Starts with the defaults.
     *
     * @param type   of the records.
     * @param length in elements.
     */
    public RecordArrayBuilder(final Class<R> type, final long length) {
        this.length = length;
        shape = RecordShape.of(Objects.requireNonNull(type, "the type of the records"), DEFAULT_MAX_LENGTH);
        checkLength();
    }

    private CellGeometry geometry() {
        return CellsDescriptor.geometry(shape.room());
    }

    private void checkLength() {
        final long most = geometry().maxCount();
        if (length < 0 || length > most) {
            throw new IllegalArgumentException(
                    "An array of records can't have a length of " + length + ": it must be from 0 to " + most
                            + ", where each takes " + geometry().cellLength() + " bytes.");
        }
    }

    @Override
    public SharedRecordArray.Builder<R> initialValue(final R value) {
        initialValue = Objects.requireNonNull(value, "the initial value");
        return this;
    }

    @Override
    public SharedRecordArray.Builder<R> maxStringLength(final int newLength) {
        shape = shape.withMaxLength(newLength);
        checkLength();
        return this;
    }

    @Override
    protected SharedRecordArray.Builder<R> self() {
        return this;
    }

    @Override
    protected ObjectKind kind() {
        return ObjectKind.ARRAY;
    }

    @Override
    protected long bodyLength() {
        return geometry().bodyLength(length);
    }

    @Override
    protected Map<String, String> configuration() {
        final Map<String, String> configuration = new TreeMap<>(shape.configuration());
        configuration.put(ArrayDescriptor.LENGTH_KEY, Long.toString(length));
        return configuration;
    }

    @Override
    protected void initialize(final Segment segment) {
        final R value = initialValue;
        if (value == null) {
            throw new IllegalStateException("An array of records can't be made without the value that its elements"
                    + " have at first. Give one by initialValue(...), or use open() if it exists.");
        }
        RecordArrayMemory.initialize(segment, shape, length, value);
    }

    @Override
    protected SharedRecordArray<R> handle(final Segment segment) {
        return RecordArrayMemory.over(segment, shape);
    }
}
