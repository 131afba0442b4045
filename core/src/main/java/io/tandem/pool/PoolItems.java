package io.tandem.pool;

import io.tandem.function.RemoteConsumer;
import io.tandem.function.RemoteFunction;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Items for the workers of a pool, and how they are to be worked on. From {@link ProcessPool#over}. What is out of its range is
 * refused with an {@link IllegalArgumentException}. For one thread; not meant to be implemented by users.
 *
 * @param <T> type of the items.
 */
public interface PoolItems<T> {
    /**
     * How many items go to a worker at once. Default: as many as take some 200 µs together, as far as was seen; what one worker has
     * not begun yet goes to another that has nothing to do. When a worker dies, the items fail that it had begun and whose results
     * it hadn't told; it tells of them when the chunk is over, or after some 20 ms.
     *
     * @param items 1 to 32,767.
     * @return this.
     * @throws IllegalStateException if there is a time limit, which is for each item.
     */
    PoolItems<T> chunkSize(int items);

    /**
     * How many items may be read ahead of the results that were taken, for a {@linkplain #stream stream}. Default: as many as keep
     * the workers busy, and some times more while one slow item holds up an ordered stream.
     *
     * @param items 1 or more; fewer than there are workers leaves some idle.
     * @return this.
     */
    PoolItems<T> lookAhead(int items);

    /**
     * Limits each item, as {@link TaskOptions#timeLimit} says; each is a task of its own then, which fails with a {@link
     * TaskFailedException} whose cause is a {@link java.util.concurrent.TimeoutException}.
     *
     * @param limit more than 0.
     * @return this.
     * @throws IllegalStateException if there is a chunk size of more than 1.
     */
    PoolItems<T> timeLimit(Duration limit);

    /**
     * How often items are run again whose worker has died, as {@link TaskOptions#retries} says.
     *
     * @param most 0 or more.
     * @return this.
     */
    PoolItems<T> retries(int most);

    /**
     * Which items go first, as {@link TaskOptions#priority} says.
     *
     * @param priority any; higher goes first.
     * @return this.
     */
    PoolItems<T> priority(int priority);

    /**
     * Tells how far it is.
     *
     * @param listener called by the thread that waits for results, or takes them; what it throws ends the call.
     * @return this.
     */
    PoolItems<T> progress(ProgressListener listener);

    /**
     * Applies a function to each item.
     *
     * @param <R>      type of the results.
     * @param function to apply.
     * @return the results, in the order of the items; unmodifiable, may hold nulls.
     * @throws InterruptedException if this thread is interrupted; what wasn't started isn't run.
     * @throws TaskFailedException  if a task throws.
     * @throws WorkerDiedException  if a worker dies.
     */
    <R> List<R> map(RemoteFunction<? super T, ? extends R> function) throws InterruptedException;

    /**
     * Applies a function to each item, whatever becomes of the others.
     *
     * @param <R>      type of the results.
     * @param function to apply.
     * @return for each item its result or failure, in the order of the items; unmodifiable.
     * @throws InterruptedException if this thread is interrupted; what wasn't started isn't run.
     */
    <R> List<ItemOutcome<R>> mapOutcomes(RemoteFunction<? super T, ? extends R> function) throws InterruptedException;

    /**
     * Applies a function lazily, as {@link ProcessPool#stream} does.
     *
     * @param <R>      type of the results.
     * @param function to apply.
     * @return the results, in the order of the items.
     */
    <R> Stream<R> stream(RemoteFunction<? super T, ? extends R> function);

    /**
     * Applies a function lazily, as {@link ProcessPool#streamUnordered} does.
     *
     * @param <R>      type of the results.
     * @param function to apply.
     * @return the results, in the order in which they come.
     */
    <R> Stream<R> streamUnordered(RemoteFunction<? super T, ? extends R> function);

    /**
     * Applies a function lazily, whatever becomes of single items.
     *
     * @param <R>      type of the results.
     * @param function to apply.
     * @return results and failures, in the order in which they come; each tells its item's index.
     */
    <R> Stream<ItemOutcome<R>> streamOutcomes(RemoteFunction<? super T, ? extends R> function);

    /**
     * Hands each item to an action.
     *
     * @param action to perform.
     * @throws InterruptedException if this thread is interrupted.
     * @throws TaskFailedException  if a task throws.
     * @throws WorkerDiedException  if a worker dies.
     */
    void forEach(RemoteConsumer<? super T> action) throws InterruptedException;
}
