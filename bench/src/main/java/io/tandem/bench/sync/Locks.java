package io.tandem.bench.sync;

import io.tandem.bench.harness.Workplace;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.SegmentSpec;
import io.tandem.sync.internal.RobustLock;
import io.tandem.wait.WaitPolicy;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.AtomicBuffer;

/**
 * A robust lock in a segment of its own, and a counter that it guards, far enough from it.
 *
 * @param segment that holds both.
 * @param lock    over its first words.
 * @param buffer  of the segment; the counter is at {@link #COUNTER}.
 */
record Locks(Segment segment, RobustLock lock, AtomicBuffer buffer) implements AutoCloseable {
    static final int COUNTER = 256;

    private static final int LENGTH = 4096;

    static Locks open(final Workplace workplace, final String name, final WaitPolicy policy) {
        final SegmentSpec spec =
                new SegmentSpec(ObjectKind.QUEUE, name, LENGTH, Map.of(), false, Set.of(), segment -> {});
        final Segment segment = Segment.openOrCreate(workplace.domain(), spec);
        return new Locks(segment, RobustLock.in(segment, 0, policy), segment.buffer(0, LENGTH));
    }

    @Override
    public void close() {
        segment.close();
    }
}
