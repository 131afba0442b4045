package io.tandem.value.internal;

import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.object.BodyVersion;
import io.tandem.segment.internal.object.SegmentBuilder;
import io.tandem.value.SharedValues;
import java.util.Map;

/** Options of many values. */
public final class ValuesBuilder extends SegmentBuilder<SharedValues, SharedValues.Builder>
        implements SharedValues.Builder {
    private final int count;
    private boolean padded;

    /**
     * Starts with the defaults.
     *
     * @param count of slots.
     */
    public ValuesBuilder(final int count) {
        this.count = count;
        checkCount();
    }

    private void checkCount() {
        final int most = ValuesDescriptor.maxCount(padded);
        if (count < 1 || count > most) {
            throw new IllegalArgumentException("There can't be " + count + " values in one object: it must be 1 to "
                    + most + (padded ? " padded" : "") + " ones.");
        }
    }

    @Override
    public SharedValues.Builder padded() {
        padded = true;
        checkCount();
        return this;
    }

    @Override
    protected SharedValues.Builder self() {
        return this;
    }

    @Override
    protected ObjectKind kind() {
        return ObjectKind.VALUES;
    }

    @Override
    protected long bodyLength() {
        return ValuesDescriptor.length(count, padded);
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of(
                ValuesMemory.COUNT_KEY,
                Integer.toString(count),
                ValuesMemory.SLOT_KEY,
                Integer.toString(ValuesDescriptor.slotLength(padded)));
    }

    @Override
    protected void initialize(final Segment segment) {
        BodyVersion.write(segment, ValuesDescriptor.VERSION);
    }

    @Override
    protected SharedValues handle(final Segment segment) {
        return ValuesMemory.over(segment, false);
    }
}
