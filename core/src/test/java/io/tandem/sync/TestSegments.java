package io.tandem.sync;

import io.tandem.segment.SharedObject;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.SegmentSpec;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.AtomicBuffer;

/** The memory of a named object, besides its handles. */
final class TestSegments implements AutoCloseable {
    private final Segment segment;

    private TestSegments(final Segment segment) {
        this.segment = segment;
    }

    static TestSegments open(final SharedObject object) {
        final ObjectKind kind = object instanceof SharedEvent
                ? ObjectKind.EVENT
                : object instanceof SharedLatch ? ObjectKind.LATCH : ObjectKind.BARRIER;
        final SegmentSpec spec =
                new SegmentSpec(kind, object.name().orElseThrow(), 1, Map.of(), true, Set.of(), segment -> {});
        return new TestSegments(Segment.open(object.domain(), spec));
    }

    AtomicBuffer buffer() {
        return segment.buffer(0, (int) segment.bodyLength());
    }

    @Override
    public void close() {
        segment.close();
    }
}
