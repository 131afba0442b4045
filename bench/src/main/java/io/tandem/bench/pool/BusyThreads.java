package io.tandem.bench.pool;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The tasks of {@link Busy} by threads of this process: how much of its processors the machine gives at all. */
final class BusyThreads implements Subject {
    private final String name;
    private final int workers;
    private final int tasks;
    private @Nullable ExecutorService pool;

    BusyThreads(final String name, final int workers, final int tasks) {
        this.name = name;
        this.workers = workers;
        this.tasks = tasks;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Kind kind() {
        return Kind.STREAM;
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
        return tasks;
    }

    @Override
    public void openFirst(final Workplace workplace) {
        pool = JdkPool.start(workplace, workers);
    }

    @Override
    public void first(final int operations, final Laps laps) throws InterruptedException, ExecutionException {
        final ExecutorService to = Opened.of(pool);
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

    @Override
    public void close() {
        if (pool != null) {
            pool.shutdownNow();
        }
    }
}
