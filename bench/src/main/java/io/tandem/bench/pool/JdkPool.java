package io.tandem.bench.pool;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Laps;
import java.util.concurrent.ExecutorService;

/** A task for the threads of a JDK pool, from {@code submit} until its result is there: the limit within one process. */
final class JdkPool extends ThreadPoolSubject {
    JdkPool(final String name, final int workers) {
        super(name, Kind.OPERATION, workers, Laps.LONG);
    }

    /** One worker and the caller: the other workers sleep. */
    @Override
    public int threads() {
        return 2;
    }

    @Override
    public void first(final int operations, final Laps laps) throws Exception {
        final ExecutorService to = pool();
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                final int number = i;
                if (to.submit(() -> number + 1).get() != number + 1) {
                    throw new BenchException("another result came than was due");
                }
            }
            laps.lap();
        }
    }
}
