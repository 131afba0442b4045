package io.tandem.bench.pool;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Laps;
import io.tandem.pool.ProcessPool;
import java.util.List;

/** Many tasks that do nothing, each sent by itself. */
final class OneByOne extends PoolSubject {
    /** Of a slice: some milliseconds' worth once all three processes are warm, which fewer of them would take minutes to become. */
    private static final int FEWEST = 10_000;

    OneByOne(final String name, final int workers) {
        super(name, Kind.STREAM, workers, FEWEST);
    }

    @Override
    public void first(final int operations, final Laps laps) throws InterruptedException {
        long sum = 0;
        for (final long result : results(pool(), new Numbers(operations))) {
            sum += result;
        }
        final long due = operations * (operations + 1L) / 2;
        if (sum != due) {
            throw new BenchException("results came that add up to " + sum + " where " + due + " was due");
        }
    }

    private static List<Long> results(final ProcessPool pool, final List<Long> items) throws InterruptedException {
        return pool.over(items).chunkSize(1).map(number -> number + 1);
    }
}
