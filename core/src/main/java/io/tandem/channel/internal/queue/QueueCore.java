package io.tandem.channel.internal.queue;

import io.tandem.channel.QueueClosedException;
import java.util.function.BooleanSupplier;

/** What both sides of one handle share. */
final class QueueCore {
    final QueueMemory memory;
    final QueueUsers users;
    final QueueWriter writer;
    final QueueReader reader;
    private final BooleanSupplier closed;

    QueueCore(final QueueMemory memory, final BooleanSupplier closed) {
        this.memory = memory;
        this.closed = closed;
        users = new QueueUsers(memory);
        writer = new QueueWriter(memory);
        reader = new QueueReader(memory, users);
    }

    void checkOpen(final String asked) {
        if (closed.getAsBoolean()) {
            throw closed(asked);
        }
    }

    IllegalStateException closed(final String asked) {
        return new IllegalStateException("Could not " + asked + ": this handle of " + memory.describeWithin()
                + " was closed by this process. Keep it open for as long as you use it.");
    }

    QueueClosedException shutDown(final String asked) {
        return new QueueClosedException("Could not " + asked + ": " + memory.describeWithin() + " was shut down"
                + (memory.state() == QueueDescriptor.SHUT_DOWN_NOW
                        ? ", and what was in it was dropped."
                        : "put".equals(asked) ? "; nothing can be put any more." : ", and nothing is left in it."));
    }

    /** Counts this thread among those that wait; returns whether it is counted. */
    boolean startWaiting(final boolean toPut) {
        reader.register();
        return users.startWaiting(toPut);
    }

    void stopWaiting(final boolean toPut, final boolean counted, final long nanos) {
        if (counted) {
            users.stopWaiting(toPut);
        }
        memory.control.getAndAddLong(
                toPut ? QueueDescriptor.PUT_BLOCKED_OFFSET : QueueDescriptor.TAKE_BLOCKED_OFFSET, nanos);
    }

    /** Makes the counts right if somebody died half-way. Cheap as long as nobody is half-way. */
    void mendCounts() {
        writer.mendIfOwnerDied();
        reader.mendIfOwnerDied();
    }

    /** Puts what there is room for, waiting for nothing but, briefly, the lock. */
    int tryPut(final Outgoing<?> messages, final int from, final int to) {
        final int put = writer.put(messages, from, to);
        // A dead consumer may have had no time to count what it took.
        return put == QueueWriter.FULL && reader.mendIfOwnerDied() ? writer.put(messages, from, to) : put;
    }

    /** Items in it that can be taken; exact at some instant during this call. */
    long size() {
        mendCounts();
        if (memory.state() == QueueDescriptor.SHUT_DOWN_NOW) {
            return 0;
        }
        while (true) {
            final long taken = memory.control.getLongVolatile(QueueDescriptor.TAKEN_NUMBER_OFFSET);
            final long put = memory.control.getLongVolatile(QueueDescriptor.PUT_NUMBER_OFFSET);
            if (taken == memory.control.getLongVolatile(QueueDescriptor.TAKEN_NUMBER_OFFSET)) {
                return Math.max(0, put - taken);
            }
            Thread.onSpinWait();
        }
    }
}
