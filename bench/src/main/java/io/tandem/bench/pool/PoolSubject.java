package io.tandem.bench.pool;

import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import io.tandem.pool.ProcessPool;
import org.jspecify.annotations.Nullable;

/** Something that a process pool does, whose workers are there before it is timed. They sleep while others are measured, as both JVMs do now. */
abstract class PoolSubject implements Subject {
    private final String name;
    private final Kind kind;
    private final int workers;
    private final int fewest;
    private @Nullable ProcessPool pool;

    PoolSubject(final String name, final Kind kind, final int workers, final int fewest) {
        this.name = name;
        this.kind = kind;
        this.workers = workers;
        this.fewest = fewest;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Kind kind() {
        return kind;
    }

    @Override
    public final boolean isElsewhere() {
        return true;
    }

    /** The workers', and the one that submits and takes results. */
    @Override
    public int threads() {
        return workers + 1;
    }

    @Override
    public final int fewest() {
        return fewest;
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
