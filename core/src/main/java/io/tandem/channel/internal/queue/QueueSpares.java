package io.tandem.channel.internal.queue;

import static io.tandem.channel.internal.queue.QueueDescriptor.SPARES;
import static io.tandem.channel.internal.queue.QueueDescriptor.SPARE_ID;
import static io.tandem.channel.internal.queue.QueueDescriptor.SPARE_LENGTH;
import static io.tandem.channel.internal.queue.QueueDescriptor.spareOffset;

import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Words;

/**
 * Segments of large messages that were taken, kept for the next ones: their memory is provided already. They come under the
 * consumers' lock and go under the producers'.
 */
final class QueueSpares {
    /** A message of 64 MiB, and what a codec and a list of what it carries add. */
    private static final long LONGEST = (64L << 20) + (64 << 10);

    /** A much larger segment isn't spent on a message. */
    private static final int MOST_TIMES_TOO_LONG = 4;

    private static final int NONE = -1;

    private final QueueMemory memory;
    private final Words control;

    QueueSpares(final QueueMemory memory) {
        this.memory = memory;
        control = memory.control;
    }

    /** Whether a look under the lock is worth it. */
    boolean mayHave(final long length) {
        return find(length) != NONE;
    }

    /** Which entry suits a message; -1 if none does. */
    int find(final long length) {
        for (int spare = 0; spare < SPARES; spare++) {
            // The id first: until it stands there, the length may be that of the one before.
            if (id(spare) > 0) {
                final long there = control.getLongVolatile(spareOffset(spare) + SPARE_LENGTH);
                if (there >= length && there / MOST_TIMES_TOO_LONG <= length) {
                    return spare;
                }
            }
        }
        return NONE;
    }

    long id(final int spare) {
        return control.getLongVolatile(spareOffset(spare) + SPARE_ID);
    }

    boolean contains(final long id) {
        for (int spare = 0; spare < SPARES; spare++) {
            if (id(spare) == id) {
                return true;
            }
        }
        return false;
    }

    /** Under the producers' lock, once its taker holds it. */
    void remove(final int spare) {
        control.putLongRelease(spareOffset(spare) + SPARE_ID, 0);
    }

    /** Whether a payload of a length isn't too large to be kept. */
    static boolean isKept(final long length) {
        return length <= LONGEST;
    }

    /** Whether there is room for one, and it isn't too large to be kept. */
    boolean wants(final Segment payload) {
        return isKept(payload.bodyLength()) && free() != NONE;
    }

    /** Under the consumers' lock; false if there is no room for it. */
    boolean add(final Segment payload) {
        final int spare = free();
        if (spare == NONE) {
            return false;
        }
        final int entry = spareOffset(spare);
        control.putLong(entry + SPARE_LENGTH, payload.bodyLength());
        control.putLongVolatile(entry + SPARE_ID, -payload.objectId());
        payload.holders().holdInTransit(memory.segment.objectId());
        control.putLongRelease(entry + SPARE_ID, payload.objectId());
        return true;
    }

    private int free() {
        for (int spare = 0; spare < SPARES; spare++) {
            if (id(spare) == 0) {
                return spare;
            }
        }
        return NONE;
    }

    /** Takes back what a dead consumer was about to leave here. Under the consumers' lock. */
    void mend() {
        for (int spare = 0; spare < SPARES; spare++) {
            final long id = id(spare);
            if (id < 0) {
                Payloads.release(memory, -id);
                control.putLongRelease(spareOffset(spare) + SPARE_ID, 0);
            }
        }
    }
}
