package io.tandem.bench.pool;

import io.tandem.bench.harness.Elsewhere;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Workplace;
import io.tandem.pool.ProcessPool;
import org.jspecify.annotations.Nullable;

/** Something that a process pool does, whose workers are there before it is timed. They sleep while others are measured, as both JVMs do now. */
abstract class PoolSubject extends Elsewhere {
    private final int workers;
    private @Nullable ProcessPool pool;

    PoolSubject(final String name, final Kind kind, final int workers, final int fewest) {
        super(name, kind, fewest);
        this.workers = workers;
    }

    /** The workers', and the one that submits and takes results. */
    @Override
    public int threads() {
        return workers + 1;
    }

    @Override
    public void openFirst(final Workplace workplace) throws Exception {
        pool = Pools.start(workplace, workers);
    }

    final ProcessPool pool() {
        return Opened.of(pool);
    }

    @Override
    public final void close() {
        if (pool != null) {
            pool.close();
        }
    }
}
