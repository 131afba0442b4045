package io.tandem.pool.internal;

import io.tandem.pool.ProcessPool;

/** Options of a pool. */
public final class ProcessPoolBuilder extends AbstractPoolBuilder<ProcessPool.Builder> implements ProcessPool.Builder {
    /** Starts with the defaults. */
    public ProcessPoolBuilder() {}

    @Override
    ProcessPool.Builder self() {
        return this;
    }

    @Override
    public ProcessPool create() {
        return new PoolHandle(core(true, PoolOptions.FOREVER));
    }
}
