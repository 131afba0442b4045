package io.tandem.pool.internal;

import io.tandem.pool.PoolStats;
import io.tandem.pool.WorkerStats;
import java.util.List;

/** What a pool has done so far. Guarded by its lock. */
final class Counts {
    long itemsDone;
    long itemsFailed;
    long retried;
    long workersDied;

    PoolStats stats(final String name, final int waiting, final List<WorkerStats> workers) {
        return new PoolStats(name, waiting, itemsDone, itemsFailed, retried, workersDied, workers);
    }
}
