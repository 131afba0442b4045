package io.tandem.channel.internal.queue;

import io.tandem.segment.internal.Segment;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Segments of large messages that went through this handle, mapped still but not held: they may come again, and then cost
 * neither system calls nor page faults. Safe for threads.
 */
final class ParkedPayloads {
    /** As many as a queue has spares: with more of them in turn, none would be found here. */
    private static final int MOST = QueueDescriptor.SPARES;

    private final long queue;
    /** The one that was parked last is the last. */
    private final Queue<Segment> parked = new ArrayDeque<>(MOST);

    private boolean closed;

    ParkedPayloads(final long queue) {
        this.queue = queue;
    }

    /** One with an id, held by this process from now on; null if it isn't here, or the queue doesn't hold it. */
    @Nullable
    Segment resume(final long objectId) {
        final Segment segment = remove(objectId);
        return segment == null ? null : Segment.resume(segment, queue);
    }

    private synchronized @Nullable Segment remove(final long objectId) {
        for (final Iterator<Segment> each = parked.iterator(); each.hasNext(); ) {
            final Segment segment = each.next();
            if (segment.objectId() == objectId) {
                each.remove();
                return segment;
            }
        }
        return null;
    }

    /** Lets go of one that stays the queue's, or whoever took it from there. */
    void park(final Segment segment) {
        if (!QueueSpares.isKept(segment.bodyLength())) {
            segment.close();
        } else if (segment.park(queue)) {
            add(segment);
        }
    }

    private synchronized void add(final Segment segment) {
        if (closed) {
            unmap(segment);
            return;
        }
        parked.removeIf(ParkedPayloads::unmapIfGone);
        if (parked.size() == MOST) {
            unmap(parked.remove());
        }
        parked.add(segment);
    }

    private static boolean unmapIfGone(final Segment segment) {
        if (!segment.holders().isVacant()) {
            return false;
        }
        unmap(segment);
        return true;
    }

    /** Gives all of them up, and what comes later at once. */
    synchronized void close() {
        closed = true;
        parked.forEach(ParkedPayloads::unmap);
        parked.clear();
    }

    // What fails goes with the collector's next cycle, and is no failure of a put, a take or a close.
    private static void unmap(final Segment segment) {
        try {
            segment.unmap();
        } catch (final RuntimeException e) {
            Payloads.logFailure(segment, "unmapped now; the collector will do it", e);
        }
    }
}
