package io.tandem.pool.internal;

import io.tandem.pool.ProcessPoolExecutor;
import java.time.Duration;

/** Options of an executor. */
public final class ProcessPoolExecutorBuilder extends AbstractPoolBuilder<ProcessPoolExecutor.Builder>
        implements ProcessPoolExecutor.Builder {
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(1);

    /** Starts with the defaults. */
    public ProcessPoolExecutorBuilder() {}

    @Override
    ProcessPoolExecutor.Builder self() {
        return this;
    }

    @Override
    public ProcessPoolExecutor create() {
        final PoolCore core = core(false, IDLE_TIMEOUT);
        return new ExecutorHandle(core, new PoolOwner(core));
    }
}
