package io.tandem.pool;

import io.tandem.function.RemoteBiFunction;
import io.tandem.function.RemoteCallable;
import io.tandem.function.RemoteFunction;
import io.tandem.function.RemoteRunnable;
import io.tandem.pool.internal.ProcessPoolExecutorBuilder;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;

/**
 * An {@link ExecutorService} whose tasks run in worker processes. Workers start when there is work for them, and end when they have
 * had none for a minute.
 *
 * <pre>{@code
 * try (var executor = ProcessPoolExecutor.create(4)) {
 *     CompletableFuture<Long> sum = executor.submit(() -> LongStream.range(0, 1_000_000).sum());
 *     System.out.println(sum.get());
 * }
 * }</pre>
 *
 * <p>What travels, what becomes of failures, and the end are as {@link ProcessPool} tells, but for these: a future fails with what its
 * task threw, or with a {@link WorkerDiedException}; {@code cancel(true)} interrupts the task, and kills its worker if it goes on for
 * the grace period.
 *
 * <p><b>What can't run elsewhere</b> is refused with a {@link RejectedExecutionException} by the call: a {@link Callable} or {@link
 * Runnable} that isn't serializable (a lambda that is given to {@code submit} directly is), the steps of {@code
 * CompletableFuture.supplyAsync(..., executor)} (submit gives a {@code CompletableFuture} itself), and what an {@code
 * ExecutorCompletionService} submits (see {@link Futures#asCompleted}).
 *
 * <p>Safe for threads. Not meant to be implemented by users.
 */
public interface ProcessPoolExecutor extends ExecutorService, AutoCloseable {
    /** {@return an executor of up to as many workers as there are processors for this process} */
    static ProcessPoolExecutor create() {
        return builder().create();
    }

    /**
     * An executor of up to some workers.
     *
     * @param workers 1 or more.
     * @return the executor.
     */
    static ProcessPoolExecutor create(final int workers) {
        return builder().workers(workers).create();
    }

    /** {@return options for an executor, all at their defaults} */
    static Builder builder() {
        return new ProcessPoolExecutorBuilder();
    }

    /**
     * Runs a task in a worker.
     *
     * @param <V>  type of the result.
     * @param task to run.
     * @return its future.
     * @throws RejectedExecutionException if the executor was shut down, or its workers can't be had.
     */
    <V> CompletableFuture<V> submit(RemoteCallable<V> task);

    /**
     * Runs a task in a worker.
     *
     * @param task to run.
     * @return its future.
     * @throws RejectedExecutionException if the executor was shut down, or its workers can't be had.
     */
    CompletableFuture<?> submit(RemoteRunnable task);

    /**
     * Runs a task in a worker.
     *
     * @param <V>     type of the result.
     * @param options of the task.
     * @param task    to run.
     * @return its future.
     */
    <V> CompletableFuture<V> submit(TaskOptions options, RemoteCallable<V> task);

    /**
     * Runs a task in a worker.
     *
     * @param options of the task.
     * @param task    to run.
     * @return its future.
     */
    CompletableFuture<?> submit(TaskOptions options, RemoteRunnable task);

    /**
     * Runs a task in a worker.
     *
     * @throws RejectedExecutionException if it isn't serializable, or the executor was shut down.
     */
    @Override
    <V> CompletableFuture<V> submit(Callable<V> task);

    /**
     * Runs a task in a worker.
     *
     * @throws RejectedExecutionException if it isn't serializable, or the executor was shut down.
     */
    @Override
    CompletableFuture<?> submit(Runnable task);

    /**
     * Runs a task in a worker.
     *
     * @param result of the future; it doesn't travel.
     * @throws RejectedExecutionException if the task isn't serializable, or the executor was shut down.
     */
    @Override
    <V> CompletableFuture<V> submit(Runnable task, V result);

    /**
     * Runs a task in a worker. What it throws goes to the uncaught exception handler of a thread of this process.
     *
     * @throws RejectedExecutionException if it isn't serializable, or the executor was shut down.
     */
    @Override
    void execute(Runnable task);

    /**
     * Applies a function to each item, lazily, as {@link ProcessPool#stream} does (and {@link ProcessPool#map} doesn't): some items are
     * read ahead of the results that were taken, and nothing is done before the first is asked for. {@link #over} has options for it.
     *
     * @param <T>      type of the items.
     * @param <R>      type of the results.
     * @param items    read by the thread that takes the results.
     * @param function to apply.
     * @return the results, in the order of the items.
     */
    <T, R> Stream<R> map(Iterable<? extends T> items, RemoteFunction<? super T, ? extends R> function);

    /**
     * Applies a function to pairs of items, lazily, up to the end of the shorter of both.
     *
     * @param <T>      type of the first items.
     * @param <U>      type of the second items.
     * @param <R>      type of the results.
     * @param first    read by the thread that takes the results.
     * @param second   read by the thread that takes the results.
     * @param function to apply.
     * @return the results, in order.
     */
    <T, U, R> Stream<R> map(
            Iterable<? extends T> first,
            Iterable<? extends U> second,
            RemoteBiFunction<? super T, ? super U, ? extends R> function);

    /**
     * Items for the workers, with options; as {@link ProcessPool#over}.
     *
     * @param <T>   type of the items.
     * @param items read when one of its methods is called that does something.
     * @return the options, all at their defaults.
     */
    <T> PoolItems<T> over(Iterable<? extends T> items);

    /**
     * Changes how many workers there are at most. Surplus ones end when they have done what they have started.
     *
     * @param workers 1 or more.
     */
    void resize(int workers);

    /** {@return what the executor and its workers do at this moment} */
    PoolStats stats();

    /**
     * Asks a worker what its threads do, as {@link ProcessPool#threadDump} does.
     *
     * @param pid of the worker's process, from {@link #stats}.
     * @return what its threads do.
     */
    CompletableFuture<String> threadDump(long pid);

    /** Takes no more tasks, and ends the workers when what was submitted is done; doesn't wait. */
    @Override
    void shutdown();

    /**
     * Takes no more tasks and drops all: their futures are cancelled, and the workers are told to end, or killed after the grace period.
     * Doesn't wait.
     *
     * @return those tasks of {@code submit} and {@code execute} that weren't started, in order; running one runs it in this process.
     */
    @Override
    List<Runnable> shutdownNow();

    /** Takes no more tasks, finishes what was submitted, and waits for the end of all workers. Interrupted, it drops all tasks, waits on, and leaves the thread interrupted. */
    @Override
    void close();

    /** Drops all tasks, which are cancelled, and ends the workers; doesn't wait. */
    void terminate();

    /** Options of an executor. Not safe for threads; not meant to be implemented by users. */
    interface Builder extends PoolBuilder<Builder> {
        /** {@return the executor; it has no workers yet} */
        ProcessPoolExecutor create();
    }
}
