package io.tandem.manager.internal;

import io.tandem.segment.Domain;
import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.ProcessRegistry;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.SegmentSpec;
import io.tandem.segment.internal.Transfer;
import io.tandem.segment.internal.Transferable;
import java.util.Map;
import java.util.Set;

/**
 * Keeps an object of a manager for all processes and messages that hold this segment without a body: made by the server when a proxy first
 * travels between clients; whoever receives the proxy attaches it. The kernel's proof of who lives, and the holds of messages on their
 * way, are those of any shared object.
 */
final class Lease implements Transferable {
    private static final int LENGTH = 1;

    private final Segment segment;

    private Lease(final Segment segment) {
        this.segment = segment;
    }

    static Lease create(final Domain domain) {
        return new Lease(Segment.create(
                domain, new SegmentSpec(ObjectKind.LEASE, null, LENGTH, Map.of(), false, Set.of(), body -> {
                    // the table of holders is all there is
                })));
    }

    /** Whether anybody but this process holds it. */
    boolean isHeldByOthers() {
        return segment.holders()
                .isHeldBesides(ProcessRegistry.of(segment.domain()).own());
    }

    long objectId() {
        return segment.objectId();
    }

    void close() {
        segment.close();
    }

    @Override
    public Token depart(final Transfer transfer) {
        transfer.hold(segment);
        return new Attached(segment.objectId());
    }

    /** What travels in its place. */
    private record Attached(long objectId) implements Token {
        private static final long serialVersionUID = 1L;

        @Override
        public Object arrive(final Arrival arrival) {
            return new Lease(arrival.attach(objectId, ObjectKind.LEASE));
        }
    }
}
