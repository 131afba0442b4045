package io.tandem.sync;

import io.tandem.segment.SharedObject;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.SegmentSpec;
import io.tandem.testing.TestDomain;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.AtomicBuffer;

/** The memory of a named object, besides its handles. */
final class TestSegments implements AutoCloseable {
    private static final Map<Class<?>, ObjectKind> KINDS = Map.of(
            SharedEvent.class, ObjectKind.EVENT,
            SharedLatch.class, ObjectKind.LATCH,
            SharedBarrier.class, ObjectKind.BARRIER,
            SharedSemaphore.class, ObjectKind.SEMAPHORE,
            SharedReadWriteLock.class, ObjectKind.READ_WRITE_LOCK,
            SharedLock.class, ObjectKind.LOCK);

    /** Where semaphores and read-write locks have the lock that each call holds for a moment. */
    private static final int INNER_LOCK = 128;

    private final Segment segment;

    private TestSegments(final Segment segment) {
        this.segment = segment;
    }

    static TestSegments open(final SharedObject object) {
        final ObjectKind kind = KINDS.entrySet().stream()
                .filter(entry -> entry.getKey().isInstance(object))
                .findFirst()
                .orElseThrow()
                .getValue();
        final SegmentSpec spec =
                new SegmentSpec(kind, object.name().orElseThrow(), 1, Map.of(), true, Set.of(), segment -> {});
        return new TestSegments(Segment.open(object.domain(), spec));
    }

    /** The numbers of the processes that hold an object. */
    static int[] holders(final SharedObject object) {
        try (TestSegments raw = open(object)) {
            return raw.segment.holders().processes();
        }
    }

    AtomicBuffer buffer() {
        return segment.buffer(0, (int) segment.bodyLength());
    }

    /** As if a process that lives were stopped inside a call. */
    void stopInside(final TestDomain.OtherProcess process) {
        buffer().putLongVolatile(INNER_LOCK, (long) process.number() << Integer.SIZE | 1);
    }

    /** And went on. */
    void leave() {
        buffer().putLongVolatile(INNER_LOCK, 0);
    }

    @Override
    public void close() {
        segment.close();
    }
}
