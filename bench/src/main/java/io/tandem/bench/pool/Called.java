package io.tandem.bench.pool;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Laps;
import io.tandem.pool.ProcessPool;

/** A task at a time, from the call until its result is there, without a pause: its worker finds the next one before it sleeps. */
final class Called extends PoolSubject {
    /** Of a slice, so that the worker is awake in nearly all of it. */
    private static final int FEWEST = 8 * Laps.LONG;

    Called(final String name, final int workers) {
        super(name, Kind.OPERATION, workers, FEWEST);
    }

    /** One worker and the caller: the other workers sleep. */
    @Override
    public int threads() {
        return 2;
    }

    @Override
    public void first(final int operations, final Laps laps) throws InterruptedException {
        final ProcessPool to = pool();
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                final int number = i;
                if (to.call(() -> number + 1) != number + 1) {
                    throw new BenchException("another result came than was due");
                }
            }
            laps.lap();
        }
    }
}
