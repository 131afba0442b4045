package io.tandem.examples.trees;

import io.tandem.function.RemoteFunction;
import io.tandem.pool.ItemOutcome;
import io.tandem.pool.ProcessPool;
import io.tandem.pool.WorkerStats;
import io.tandem.sync.SharedLatch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A pool of processes that read files, which knows when they are all up, and how much processor time they have used. */
public final class Readers implements AutoCloseable {
    /** A file that kills whoever reads it must not go on for ever. */
    private static final int RETRIES = 3;

    private final SharedLatch starting;
    private final ProcessPool pool;
    private final Consumer<String> problems;
    private long deathsReported;

    /**
     * Starts the processes.
     *
     * @param name     that each has, before its number.
     * @param size     how many.
     * @param problems told of those that die.
     */
    public Readers(final String name, final int size, final Consumer<String> problems) {
        this.problems = problems;
        // A copy, since a lambda that used the field would take all of this along.
        final SharedLatch up = SharedLatch.create(size);
        starting = up;
        pool = ProcessPool.builder()
                .name(name)
                .workers(size)
                .initializer(up::countDown)
                .retries(RETRIES)
                .create();
    }

    /** Waits until all are up. */
    public void awaitReady() throws InterruptedException {
        boolean ready = false;
        while (!ready) {
            ready = starting.await(1, TimeUnit.SECONDS)
                    || pool.stats().workers().stream()
                            .noneMatch(worker -> worker.state() == WorkerStats.State.STARTING);
        }
    }

    /**
     * Applies a function to each item. What a process has in hand when it dies is done again by another.
     *
     * @param <T>      type of the items.
     * @param <R>      type of the results.
     * @param items    for the processes.
     * @param function that they apply.
     * @param outcomes told of each result, or why there is none, in any order.
     */
    public <T, R> void read(
            final List<T> items, final RemoteFunction<T, R> function, final Consumer<ItemOutcome<R>> outcomes) {
        try (Stream<ItemOutcome<R>> stream = pool.over(items).streamOutcomes(function)) {
            stream.forEach(outcomes);
        }
        final long deaths = pool.stats().workersDied() - deathsReported;
        if (deaths > 0) {
            deathsReported += deaths;
            problems.accept(
                    deaths + (deaths == 1 ? " worker" : " workers") + " died; what they had in hand was done again");
        }
    }

    /** {@return the processor time that those have used so far that live, counted in hundredths of a second} */
    long processorNanos() {
        return pool.stats().workers().stream()
                .map(worker -> ProcessHandle.of(worker.pid()))
                .flatMap(Optional::stream)
                .map(process -> process.info().totalCpuDuration())
                .flatMap(Optional::stream)
                .mapToLong(Duration::toNanos)
                .sum();
    }

    @Override
    public void close() {
        pool.close();
        starting.close();
    }
}
