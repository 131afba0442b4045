package io.tandem.bench.pool;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import io.tandem.pool.ProcessPool;
import org.jspecify.annotations.Nullable;

/** From nothing to a pool's first result. Its end isn't timed. */
final class Creation implements Subject {
    private final String name;
    private final int workers;
    private @Nullable Workplace workplace;

    Creation(final String name, final int workers) {
        this.name = name;
        this.workers = workers;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Kind kind() {
        return Kind.OPERATION;
    }

    @Override
    public boolean isElsewhere() {
        return true;
    }

    @Override
    public int threads() {
        return workers + 1;
    }

    @Override
    public int fewest() {
        return 1;
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
