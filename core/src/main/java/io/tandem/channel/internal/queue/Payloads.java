package io.tandem.channel.internal.queue;

import io.tandem.segment.IncompatibleException;
import io.tandem.segment.ObjectNotFoundException;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.SegmentSpec;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Segments of messages that are too large for the ring. */
final class Payloads {
    private static final System.Logger LOGGER = System.getLogger(Payloads.class.getName());
    private static final String LATER = "given back now; a sweep will do it";

    private Payloads() {}

    /** A new one, held by this process. */
    static Segment create(final QueueMemory memory, final long length) {
        return Segment.create(
                memory.segment.domain(),
                new SegmentSpec(ObjectKind.PAYLOAD, null, length, Map.of(), false, Set.of(), segment -> {}));
    }

    /** An existing one, held by this process from now on; null if it is gone. */
    static @Nullable Segment attach(final QueueMemory memory, final long objectId) {
        final Segment parked = memory.parked.resume(objectId);
        if (parked != null) {
            return parked;
        }
        try {
            return Segment.attach(memory.segment.domain(), objectId, ObjectKind.PAYLOAD);
        } catch (final ObjectNotFoundException e) {
            return null;
        } catch (final IncompatibleException e) {
            throw memory.corrupt("payload " + objectId + " is none: " + e.getMessage());
        }
    }

    /**
     * Lets go of one whose message has left, or that is a spare now: what fails now must not look as if that had failed.
     */
    static void leave(final QueueMemory memory, final Segment segment) {
        try {
            memory.parked.park(segment);
        } catch (final RuntimeException e) {
            logFailure(segment, LATER, e);
        }
    }

    /** Lets go of one that nobody will have any more, nor has but this process; the same holds for failures. */
    static void discard(final Segment segment) {
        try {
            if (QueueSpares.isKept(segment.bodyLength())) {
                segment.freeBody(); // others may have it parked
            }
        } catch (final RuntimeException e) {
            logFailure(segment, LATER, e);
        }
        try {
            segment.close();
        } catch (final RuntimeException e) {
            logFailure(segment, LATER, e);
        }
    }

    static void logFailure(final Segment segment, final String what, final RuntimeException failure) {
        LOGGER.log(
                Level.WARNING,
                "The memory of a large item, object " + segment.objectId() + " in "
                        + segment.domain().directory() + ", can't be " + what + ".",
                failure);
    }

    /** Gives back a hold that a dead process had, or was to have, for the queue. What fails goes with the queue. */
    static void release(final QueueMemory memory, final long objectId) {
        try {
            final Segment segment = attach(memory, objectId);
            if (segment != null) {
                segment.holders().releaseInTransit(memory.segment.objectId());
                segment.close();
            }
        } catch (final RuntimeException e) {
            LOGGER.log(
                    Level.WARNING,
                    "Payload " + objectId + " of " + memory.describeWithin()
                            + ", which a dead process had in hand, can't be given back; it goes with the queue.",
                    e);
        }
    }
}
