package io.tandem.pool.internal;

import io.tandem.pool.PoolItems;
import io.tandem.pool.PoolStats;
import io.tandem.segment.internal.Transfer;
import io.tandem.segment.internal.Transferable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What pools and executors have in common, in the process that made them and in its workers. */
abstract class AbstractHandle implements Transferable {
    final Dispatcher pool;
    /** Of the workers; null in a worker. */
    private final @Nullable PoolOwner owner;

    private final PoolToken.Face face;

    AbstractHandle(final Dispatcher pool, final @Nullable PoolOwner owner, final PoolToken.Face face) {
        this.pool = pool;
        this.owner = owner;
        this.face = face;
    }

    public final <T> PoolItems<T> over(final Iterable<? extends T> items) {
        return new ItemsHandle<>(pool, items);
    }

    // ---- for its owner alone

    final PoolOwner owner(final String what) {
        final PoolOwner its = owner;
        if (its == null) {
            throw new UnsupportedOperationException("A task of " + this + " can't " + what
                    + ": only the process that made it can. A task may call map, call, submit and their like.");
        }
        return its;
    }

    /** The pool itself, or null in a worker. */
    final @Nullable PoolCore core() {
        final PoolOwner its = owner;
        return its == null ? null : its.core();
    }

    public final void resize(final int workers) {
        owner("resize it").core().resize(AbstractPoolBuilder.checkedWorkers(workers));
    }

    public final PoolStats stats() {
        return owner("ask for its statistics").core().reports.stats();
    }

    public final CompletableFuture<String> threadDump(final long pid) {
        return owner("ask for thread dumps").core().reports.dump(pid);
    }

    public final void close() {
        owner("close it").close();
    }

    public final void terminate() {
        owner("terminate it").core().terminate();
    }

    @Override
    public final Token depart(final Transfer transfer) {
        return PoolToken.of(pool, owner, face);
    }
}
