package io.tandem.sync.internal.gate;

import io.tandem.segment.internal.Segment;
import io.tandem.sync.SharedLatch;
import java.util.Map;

/** Options of a latch. */
public final class LatchBuilder extends GateBuilder<SharedLatch, SharedLatch.Builder> implements SharedLatch.Builder {
    private final long count;

    /**
     * Starts with the defaults.
     *
     * @param count that it begins with, 0 or more.
     */
    public LatchBuilder(final long count) {
        super(LatchDescriptor.LAYOUT, Map.of("count", Long.toString(count)));
        if (count < 0) {
            throw new IllegalArgumentException(
                    "A latch can't begin with a count of " + count + ": it must be 0 or more.");
        }
        this.count = count;
    }

    @Override
    protected SharedLatch.Builder self() {
        return this;
    }

    @Override
    protected void initialize(final Segment segment) {
        super.initialize(segment);
        segment.buffer(LatchDescriptor.COUNT_OFFSET, Long.BYTES).putLong(0, count);
    }

    @Override
    protected SharedLatch handle(final Segment segment) {
        return new LatchHandle(segment, policy());
    }
}
