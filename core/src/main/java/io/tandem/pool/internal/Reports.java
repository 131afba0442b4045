package io.tandem.pool.internal;

import io.tandem.pool.PoolStats;
import io.tandem.pool.WorkerStats;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/** Tells what a pool and its workers do, for those that ask without the lock. */
final class Reports {
    private final PoolCore core;
    private final ReentrantLock lock;
    private final Dispatch dispatch;
    private final Counts counts;

    Reports(final PoolCore core, final ReentrantLock lock, final Dispatch dispatch, final Counts counts) {
        this.core = core;
        this.lock = lock;
        this.dispatch = dispatch;
        this.counts = counts;
    }

    PoolStats stats() {
        core.readAll();
        lock.lock();
        try {
            final List<WorkerStats> each = new ArrayList<>();
            for (final Worker worker : core.workerList()) {
                each.add(worker.stats());
            }
            return counts.stats(core.options.name(), dispatch.waitingTasks(), each);
        } finally {
            lock.unlock();
        }
    }

    /** What the threads of a worker do, or a failure if there is no such worker. */
    CompletableFuture<String> dump(final long pid) {
        lock.lock();
        try {
            for (final Worker worker : core.workerList()) {
                if (worker.pid() == pid && pid != 0) {
                    core.keepReading();
                    return worker.dump(core.nextNumber());
                }
            }
        } finally {
            lock.unlock();
        }
        return CompletableFuture.failedFuture(new NoSuchElementException("Pool " + core.options.name()
                + " has no worker with pid " + pid + " now; stats() tells which it has."));
    }
}
