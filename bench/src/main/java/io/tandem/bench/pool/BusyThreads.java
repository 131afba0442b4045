package io.tandem.bench.pool;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Laps;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** The tasks of {@link Busy} by threads of this process: how much of its processors the machine gives at all. */
final class BusyThreads extends ThreadPoolSubject {
    BusyThreads(final String name, final int workers, final int tasks) {
        super(name, Kind.STREAM, workers, tasks);
    }

    @Override
    public void first(final int operations, final Laps laps) throws InterruptedException, ExecutionException {
        final ExecutorService to = pool();
        final long due = Busy.work(operations);
        final List<Future<Long>> results = new ArrayList<>(operations);
        for (int i = 0; i < operations; i++) {
            results.add(to.submit(() -> Busy.work(operations)));
        }
        for (final Future<Long> result : results) {
            final long value = result.get();
            if (value != due) {
                throw new BenchException(value + " came of a task where " + due + " was due");
            }
        }
    }
}
