package io.tandem.pool.internal;

import io.tandem.segment.NotTransferableException;
import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.Transferable;
import org.jspecify.annotations.Nullable;

/**
 * What travels in the place of a pool: into its own tasks only.
 *
 * @param identity of the pool.
 * @param name     of it.
 * @param face     that it shows.
 */
record PoolToken(String identity, String name, Face face) implements Transferable.Token {
    private static final long serialVersionUID = 1L;

    /** Which interface. */
    enum Face {
        POOL,
        EXECUTOR
    }

    static PoolToken of(final Dispatcher pool, final @Nullable PoolOwner owner, final Face face) {
        return new PoolToken(owner == null ? WorkerMain.identity() : owner.core().identity, pool.name(), face);
    }

    @Override
    public Object arrive(final Arrival arrival) {
        final Dispatcher pool = WorkerMain.dispatcher(identity);
        if (pool == null) {
            throw new NotTransferableException(
                    "Pool " + name + " has arrived in a process that is none of its workers."
                            + " A pool can travel in its own tasks only, which may submit others; elsewhere, make another pool.");
        }
        return switch (face) {
            case POOL -> new PoolHandle(pool, null);
            case EXECUTOR -> new ExecutorHandle(pool, null);
        };
    }
}
