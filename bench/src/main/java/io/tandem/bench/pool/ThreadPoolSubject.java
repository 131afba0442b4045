package io.tandem.bench.pool;

import io.tandem.bench.harness.Elsewhere;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Workplace;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Something that threads of a pool within this JVM do. */
abstract class ThreadPoolSubject extends Elsewhere {
    private final int workers;
    private @Nullable ExecutorService pool;

    ThreadPoolSubject(final String name, final Kind kind, final int workers, final int fewest) {
        super(name, kind, fewest);
        this.workers = workers;
    }

    /** The workers', and the one that submits and takes results. */
    @Override
    public int threads() {
        return workers + 1;
    }

    @Override
    public final void openFirst(final Workplace workplace) {
        pool = workplace.startOnAllCpus(this::started, ExecutorService::shutdownNow);
    }

    // Its threads, too: they would inherit the processor of whoever submits the first task.
    private ExecutorService started() {
        final ThreadPoolExecutor started =
                new ThreadPoolExecutor(workers, workers, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    final Thread thread = new Thread(work, "bench-pool");
                    thread.setDaemon(true);
                    return thread;
                });
        started.prestartAllCoreThreads();
        return started;
    }

    final ExecutorService pool() {
        return Opened.of(pool);
    }

    @Override
    public final void close() {
        if (pool != null) {
            pool.shutdownNow();
        }
    }
}
