package io.tandem.pool;

import io.tandem.function.RemoteBiFunction;
import io.tandem.function.RemoteCallable;
import io.tandem.function.RemoteConsumer;
import io.tandem.function.RemoteFunction;
import io.tandem.pool.internal.ProcessPoolBuilder;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Worker processes that apply functions to items.
 *
 * <pre>{@code
 * try (var pool = ProcessPool.create(4)) {
 *     List<Integer> squares = pool.map(List.of(1, 2, 3), x -> x * x);
 * }
 * }</pre>
 *
 * <p><b>What travels.</b> Functions are lambdas or method references; they and the items are copied, but for shared objects (queues,
 * locks, arrays and their like), of which a worker gets a handle of its own. Null items and results are legal. Items go to the workers
 * in chunks, of as many as take some 200 µs together; what one worker has not begun goes to another one that has nothing to do. What
 * can't travel is refused by the call, with the field named. An end of a pipe can't: it moves, and a task may have to be sent twice.
 * The pool itself may travel into its own tasks, which may call {@code over}, {@code map}, {@code call} and their like: while a task
 * waits for others, its worker runs those that no other one has begun.
 *
 * <p><b>Failures.</b> What a task throws comes as the cause of a {@link TaskFailedException}; the first failure ends its call, and what
 * wasn't started isn't run ({@link PoolItems#mapOutcomes} collects failures instead). When a worker dies, whether by a signal, {@code
 * System.exit} or for want of memory, the item that it had begun fails with a {@link WorkerDiedException}, or runs again as
 * {@link PoolBuilder#retries} allows; so do those of the same chunk whose results it hadn't told yet. The worker is replaced, and
 * everything else goes on. A result that can't travel back, or can't be read here, fails its own item. A worker that has thrown an
 * {@link OutOfMemoryError} is replaced.
 *
 * <p><b>The end.</b> {@link #close} finishes what was begun, and waits; {@link #terminate} drops it; later calls are refused
 * with a {@link java.util.concurrent.RejectedExecutionException}. Workers end also when this process does, however that happens:
 * after {@code main} has returned, once what was begun is done; on SIGTERM and Ctrl-C at once; by {@code kill -9} within a
 * second.
 *
 * <p>Safe for threads. What a thread did before it called happens-before the task; what the task did happens-before what its result
 * is seen by. Not meant to be implemented by users.
 */
public interface ProcessPool extends AutoCloseable {
    /** {@return a pool of as many workers as there are processors for this process} */
    static ProcessPool create() {
        return builder().create();
    }

    /**
     * A pool of some workers, which are started at once.
     *
     * @param workers 1 or more.
     * @return the pool.
     */
    static ProcessPool create(final int workers) {
        return builder().workers(workers).create();
    }

    /** {@return options for a pool, all at their defaults} */
    static Builder builder() {
        return new ProcessPoolBuilder();
    }

    /**
     * Applies a function to each item.
     *
     * @param <T>      type of the items.
     * @param <R>      type of the results.
     * @param items    read by this thread, as the workers get on.
     * @param function to apply.
     * @return the results, in the order of the items; unmodifiable, may hold nulls.
     * @throws InterruptedException if this thread is interrupted; what wasn't started isn't run.
     * @throws TaskFailedException  if a task throws.
     * @throws WorkerDiedException  if a worker dies.
     */
    <T, R> List<R> map(Iterable<? extends T> items, RemoteFunction<? super T, ? extends R> function)
            throws InterruptedException;

    /**
     * Applies a function to pairs of items, up to the end of the shorter of both.
     *
     * @param <T>      type of the first items.
     * @param <U>      type of the second items.
     * @param <R>      type of the results.
     * @param first    read by this thread.
     * @param second   read by this thread.
     * @param function to apply.
     * @return the results, in order.
     * @throws InterruptedException if this thread is interrupted.
     * @throws TaskFailedException  if a task throws.
     * @throws WorkerDiedException  if a worker dies.
     */
    <T, U, R> List<R> map(
            Iterable<? extends T> first,
            Iterable<? extends U> second,
            RemoteBiFunction<? super T, ? super U, ? extends R> function)
            throws InterruptedException;

    /**
     * Hands each item to an action.
     *
     * @param <T>    type of the items.
     * @param items  read by this thread, as the workers get on.
     * @param action to perform.
     * @throws InterruptedException if this thread is interrupted.
     * @throws TaskFailedException  if a task throws.
     * @throws WorkerDiedException  if a worker dies.
     */
    <T> void forEach(Iterable<? extends T> items, RemoteConsumer<? super T> action) throws InterruptedException;

    /**
     * Applies a function to each item, lazily: items are read as results are taken, some ahead of them, so that an endless source
     * is no trouble. The stream is sequential; close it to give up the rest. Its terminal operation throws as {@link #map} does,
     * and {@link java.util.concurrent.CancellationException} if its thread is interrupted.
     *
     * @param <T>      type of the items.
     * @param <R>      type of the results.
     * @param items    read by the thread that takes the results.
     * @param function to apply.
     * @return the results, in the order of the items.
     */
    <T, R> Stream<R> stream(Iterable<? extends T> items, RemoteFunction<? super T, ? extends R> function);

    /**
     * The same, with each result as soon as it is there.
     *
     * @param <T>      type of the items.
     * @param <R>      type of the results.
     * @param items    read by the thread that takes the results.
     * @param function to apply.
     * @return the results, in the order in which they come.
     */
    <T, R> Stream<R> streamUnordered(Iterable<? extends T> items, RemoteFunction<? super T, ? extends R> function);

    /**
     * Applies a function to each item, with options for this one call:
     *
     * <pre>{@code
     * List<Digest> digests = pool.over(files).progress(ProgressBar.onStandardError("files")).retries(2).map(Digests::of);
     * }</pre>
     *
     * @param <T>   type of the items.
     * @param items read when one of its methods is called that does something.
     * @return the options, all at their defaults.
     */
    <T> PoolItems<T> over(Iterable<? extends T> items);

    /**
     * Runs one task.
     *
     * @param <R>  type of the result.
     * @param task to run.
     * @return its result.
     * @throws InterruptedException if this thread is interrupted; the task is cancelled.
     * @throws TaskFailedException  if it throws.
     * @throws WorkerDiedException  if its worker dies.
     */
    <R> R call(RemoteCallable<R> task) throws InterruptedException;

    /**
     * Runs one task, and doesn't wait for it.
     *
     * @param <R>  type of the result.
     * @param task to run.
     * @return its future, which fails with what the task throws; {@code cancel(true)} interrupts the task, and kills its worker if it
     *     goes on all the same.
     */
    <R> CompletableFuture<R> callAsync(RemoteCallable<R> task);

    /**
     * Runs one task, with options, and doesn't wait for it.
     *
     * @param <R>     type of the result.
     * @param options of the task.
     * @param task    to run.
     * @return its future, as that of {@link #callAsync(RemoteCallable)}.
     */
    <R> CompletableFuture<R> callAsync(TaskOptions options, RemoteCallable<R> task);

    /**
     * As {@link #map(Iterable, RemoteFunction)}, on a thread of the pool.
     *
     * @param <T>      type of the items.
     * @param <R>      type of the results.
     * @param items    read by that thread.
     * @param function to apply.
     * @return the results to come; cancelling it leaves what wasn't started.
     */
    <T, R> CompletableFuture<List<R>> mapAsync(
            Iterable<? extends T> items, RemoteFunction<? super T, ? extends R> function);

    /**
     * As {@link #forEach}, on a thread of the pool.
     *
     * @param <T>    type of the items.
     * @param items  read by that thread.
     * @param action to perform.
     * @return completes when all is done.
     */
    <T> CompletableFuture<Void> forEachAsync(Iterable<? extends T> items, RemoteConsumer<? super T> action);

    /**
     * Changes how many workers there are. Surplus ones end when they have done what they have started.
     *
     * @param workers 1 or more.
     */
    void resize(int workers);

    /** {@return what the pool and its workers do at this moment} */
    PoolStats stats();

    /**
     * Asks a worker what its threads do. A thread of the worker's own answers, whatever its tasks do.
     *
     * @param pid of the worker's process, from {@link #stats}.
     * @return the name, state and stack trace of each of its threads; fails if there is no such worker, or if it ends before it answers.
     */
    CompletableFuture<String> threadDump(long pid);

    /** Takes no more work, finishes what was begun, waits for it and for the end of all workers. Interrupted, it terminates the pool, waits on, and leaves the thread interrupted. */
    @Override
    void close();

    /** Drops all work, which fails with {@link java.util.concurrent.CancellationException}, and ends the workers; doesn't wait. */
    void terminate();

    /** Options of a pool. Not safe for threads; not meant to be implemented by users. */
    interface Builder extends PoolBuilder<Builder> {
        /** {@return the pool; its workers are on their way} */
        ProcessPool create();
    }
}
