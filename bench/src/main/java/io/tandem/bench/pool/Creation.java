package io.tandem.bench.pool;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Elsewhere;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Workplace;
import io.tandem.pool.ProcessPool;
import org.jspecify.annotations.Nullable;

/** From nothing to a pool's first result. Its end isn't timed. */
final class Creation extends Elsewhere {
    private final int workers;
    private @Nullable Workplace workplace;

    Creation(final String name, final int workers) {
        super(name, Kind.OPERATION, 1);
        this.workers = workers;
    }

    @Override
    public int threads() {
        return workers + 1;
    }

    @Override
    public void openFirst(final Workplace place) {
        workplace = place;
    }

    @Override
    public void first(final int operations, final Laps laps) throws InterruptedException {
        for (int i = 0; i < operations; i++) {
            final int number = i;
            final long started = System.nanoTime();
            try (ProcessPool pool = Pools.create(Opened.of(workplace), workers)) {
                final int result = pool.call(() -> number + 1);
                laps.lap(System.nanoTime() - started);
                if (result != number + 1) {
                    throw new BenchException("another result came than was due");
                }
            }
        }
    }

    @Override
    public void close() {}
}
