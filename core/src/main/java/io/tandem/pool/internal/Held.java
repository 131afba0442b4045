package io.tandem.pool.internal;

import io.tandem.segment.internal.Transfer;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Shared objects among the values of tasks that have one body: the pool keeps them until the last of these tasks is over. */
final class Held {
    private final Transfer transfer;
    private final AtomicInteger holders = new AtomicInteger(1);

    private Held(final Transfer transfer) {
        this.transfer = transfer;
    }

    /** Null where nothing is to be kept. */
    static @Nullable Held of(final Transfer transfer) {
        return transfer.isUsed() ? new Held(transfer) : null;
    }

    /** For one task more. */
    Held retain() {
        holders.incrementAndGet();
        return this;
    }

    void release() {
        if (holders.decrementAndGet() == 0) {
            transfer.rollback();
        }
    }
}
