package io.tandem.pool;

import java.util.List;

/**
 * What a pool does, at one moment.
 *
 * @param name        of the pool.
 * @param pending     tasks that are at no worker yet; many items may be one task.
 * @param done        items and single tasks that have returned.
 * @param failed      items and single tasks that have thrown.
 * @param retried     tasks that were run again since their worker had died.
 * @param workersDied workers that have ended without being told to.
 * @param workers     that there are, those on their way included; unmodifiable.
 */
public record PoolStats(
        String name, int pending, long done, long failed, long retried, long workersDied, List<WorkerStats> workers) {
    /**
     * Keeps a copy of the list.
     *
     * @param name        of the pool.
     * @param pending     tasks that are at no worker yet.
     * @param done        items and single tasks that have returned.
     * @param failed      items and single tasks that have thrown.
     * @param retried     tasks that were run again.
     * @param workersDied workers that have ended without being told to.
     * @param workers     that there are.
     */
    public PoolStats {
        workers = List.copyOf(workers);
    }
}
