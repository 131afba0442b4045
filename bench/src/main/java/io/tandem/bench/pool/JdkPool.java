package io.tandem.bench.pool;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A task for the threads of a JDK pool, from {@code submit} until its result is there: the limit within one process. */
final class JdkPool implements Subject {
    private final String name;
    private final int workers;
    private @Nullable ExecutorService pool;

    JdkPool(final String name, final int workers) {
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
    public void openFirst(final Workplace workplace) {
        pool = start(workplace, workers);
    }

    /** Starts one, and its threads, too: they would inherit the processor of whoever submits the first task. */
    static ExecutorService start(final Workplace workplace, final int workers) {
        return workplace.startOnAllCpus(() -> started(workers), ExecutorService::shutdownNow);
    }

    private static ExecutorService started(final int workers) {
        final ThreadPoolExecutor started =
                new ThreadPoolExecutor(workers, workers, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    final Thread thread = new Thread(work, "bench-pool");
                    thread.setDaemon(true);
                    return thread;
                });
        started.prestartAllCoreThreads();
        return started;
    }

    @Override
    public void first(final int operations, final Laps laps) throws Exception {
        final ExecutorService to = Opened.of(pool);
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

    @Override
    public void close() {
        if (pool != null) {
            pool.shutdownNow();
        }
    }
}
