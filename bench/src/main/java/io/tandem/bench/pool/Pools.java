package io.tandem.bench.pool;

import io.tandem.bench.harness.Workplace;
import io.tandem.pool.ProcessPool;

/** Pools as all subjects here have them: with default options, and ended with the run at the latest. */
final class Pools {
    private Pools() {}

    /** Starts one; its first worker has answered when this returns. */
    static ProcessPool start(final Workplace workplace, final int workers) throws InterruptedException {
        final ProcessPool pool = workplace.startOnAllCpus(() -> create(workplace, workers), Pools::end);
        pool.call(() -> 0);
        return pool;
    }

    /** Makes one; whoever calls this sees to its end. */
    static ProcessPool create(final Workplace workplace, final int workers) {
        return ProcessPool.builder().domain(workplace.domain()).workers(workers).create();
    }

    private static void end(final ProcessPool pool) {
        pool.terminate();
        pool.close();
    }
}
