package io.tandem.bench.pool;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Laps;
import io.tandem.pool.ProcessPool;
import io.tandem.pool.WorkerDiedException;

/** From the death of a pool's only worker, by SIGKILL, to a result of the one that replaces it. */
final class Replacement extends PoolSubject {
    Replacement(final String name) {
        super(name, Kind.OPERATION, 1, 1);
    }

    @Override
    public void first(final int operations, final Laps laps) throws InterruptedException {
        for (int i = 0; i < operations; i++) {
            final long victim = worker(pool());
            final ProcessHandle process = ProcessHandle.of(victim)
                    .orElseThrow(() -> new BenchException("worker " + victim + " was gone before it was killed"));
            final long started = System.nanoTime();
            if (!process.destroyForcibly()) {
                throw new BenchException("worker " + victim + " couldn't be killed");
            }
            awaitOther(victim);
            laps.lap(System.nanoTime() - started);
        }
    }

    // The dying one may take the first task, and take it with it, or even answer.
    private void awaitOther(final long victim) throws InterruptedException {
        long worker = victim;
        while (worker == victim) {
            try {
                worker = worker(pool());
            } catch (final WorkerDiedException e) {
                if (e.pid() != victim) {
                    throw e;
                }
            }
        }
    }

    private static long worker(final ProcessPool pool) throws InterruptedException {
        return pool.call(() -> ProcessHandle.current().pid());
    }
}
