package io.tandem.channel.internal.queue;

import io.tandem.channel.QueueClosedException;
import io.tandem.wait.internal.Waiting;
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

    /** Counts this thread among those that wait, or no longer. */
    void blocked(final boolean toPut, final int change) {
        if (change > 0) {
            reader.register();
        }
        users.waiting(toPut, change);
    }

    void blockedFor(final boolean toPut, final long nanos) {
        memory.control.getAndAddLong(
                toPut ? QueueDescriptor.PUT_BLOCKED_OFFSET : QueueDescriptor.TAKE_BLOCKED_OFFSET, nanos);
    }

    /** Items in it; exact at some instant during this call. */
    long size() {
        while (true) {
            final long taken = memory.control.getLongVolatile(QueueDescriptor.TAKEN_NUMBER_OFFSET);
            final long put = memory.control.getLongVolatile(QueueDescriptor.PUT_NUMBER_OFFSET);
            if (taken == memory.control.getLongVolatile(QueueDescriptor.TAKEN_NUMBER_OFFSET)) {
                return Math.max(0, put - taken);
            }
            Thread.onSpinWait();
        }
    }

    static long nanos(final long timeout, final java.util.concurrent.TimeUnit unit) {
        return timeout <= 0 ? 0 : Math.min(unit.toNanos(timeout), Waiting.FOREVER);
    }
}
