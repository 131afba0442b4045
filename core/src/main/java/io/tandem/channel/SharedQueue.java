package io.tandem.channel;

import io.tandem.channel.internal.queue.QueueBuilder;
import io.tandem.codec.Codec;
import io.tandem.segment.Domain;
import io.tandem.segment.SharedObject;
import io.tandem.wait.WaitPolicy;
import io.tandem.wait.Waitable;
import java.util.Collection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A queue between processes: any number of producers and consumers, threads and processes, each item taken once. Items of one
 * producer's thread keep their order.
 *
 * <pre>{@code
 * try (var queue = SharedQueue.create(String.class);
 *         var producer = ChildProcess.start(() -> queue.put("Faisal"))) {
 *     System.out.println(queue.take());
 * }
 * }</pre>
 *
 * <p><b>A put is visible to all when it returns</b>; no thread works behind it, and no process waits at its end for what it put.
 * An item is encoded in the caller's put, which throws what that throws, and decoded in the caller's take. The queue is bounded by the
 * bytes of its ring, and by a number of items if asked. An item of more than an eighth of the ring travels beside it, in memory
 * of its own, which must have room where the queue lies ({@link io.tandem.segment.OutOfSpaceException} otherwise). No item takes
 * more than 2,147,483,639 bytes encoded, which for an array is some bytes more than its elements: {@link IllegalArgumentException}.
 *
 * <p><b>What a take can't decode is consumed</b>, and the next item can be taken: {@link io.tandem.codec.CorruptMessageException} says
 * why, such as a class that is missing here or a constructor that throws; an {@link OutOfMemoryError} shows that the item is too large
 * for this process's heap.
 *
 * <p><b>Named queues stay</b>, with what is in them, until they are deleted, whoever restarts or dies meanwhile. One without a
 * name goes with its last handle, dead processes not counted. Handles travel inside lambdas, messages and items.
 *
 * <p><b>Deaths.</b> A process that is killed at any instant harms nobody: no torn item is ever seen, no lock stays locked. The item that
 * a producer was putting is in the queue or isn't. An item that a consumer had taken goes with it; {@link #join} tells of those.
 *
 * <p>Of {@link BlockingQueue}, everything works but what would have to look at items without taking them: {@code peek},
 * {@code element}, {@code iterator}, {@code stream}, {@code contains}, {@code remove(Object)}, {@code removeIf} and {@code toArray} throw
 * {@link UnsupportedOperationException}. Once the queue is shut down, calls that put throw {@link QueueClosedException}, and so do
 * calls that take when nothing is left, {@code drainTo} without a time-out excepted. Items can't be null.
 *
 * <p>Safe for threads and processes. What a thread did before it put an item <i>happens-before</i> what another one, in whatever
 * process, does after it has taken that item.
 *
 * @param <E> type of the items.
 */
public interface SharedQueue<E> extends BlockingQueue<E>, SharedObject, Waitable {
    /**
     * A queue without a name, of 1 MiB, in the current domain.
     *
     * @param <E>  type of the items.
     * @param type the same; {@code Object} for anything that can travel. A record of primitives, their boxes, {@code String},
     *             {@code byte[]}, enums and such records needn't be {@code Serializable} if it is the type of the queue.
     * @return a handle.
     * @throws io.tandem.segment.NotTransferableException if it is a record that can't travel.
     */
    static <E> SharedQueue<E> create(final Class<E> type) {
        return builder(type).create();
    }

    /**
     * A queue with options.
     *
     * @param <E>  type of the items.
     * @param type the same; {@code Object} for anything that can travel.
     * @return its options.
     */
    static <E> Builder<E> builder(final Class<E> type) {
        return new QueueBuilder<>(type);
    }

    /**
     * Removes a name from the current domain; users of the queue go on with it, and its items go when the last of them closes.
     * Whoever creates the name again has another queue.
     *
     * @param name of a queue.
     * @return false if there was none.
     */
    static boolean delete(final String name) {
        return delete(Domain.current(), name);
    }

    /**
     * Removes a name; users of the queue go on.
     *
     * @param domain it is in.
     * @param name   of a queue.
     * @return false if there was none.
     */
    static boolean delete(final Domain domain, final String name) {
        return QueueBuilder.delete(domain, name);
    }

    /**
     * Puts several items in order, waiting for room as needed; many of them under one acquisition of the lock. Others may put
     * in between.
     *
     * @param items to put; if one of them can't be encoded, those before it are put, and its exception is thrown.
     * @throws InterruptedException if interrupted; some of the first may have been put.
     * @throws QueueClosedException if the queue is shut down; some of the first may have been put.
     */
    void putAll(Collection<? extends E> items) throws InterruptedException;

    /**
     * Puts as many of several items, in order, as there is room for until the time is up.
     *
     * @param items   to put.
     * @param timeout to wait for room at most; 0 or less doesn't wait.
     * @param unit    of the time-out.
     * @return how many were put: the first ones.
     * @throws InterruptedException if interrupted; some of the first may have been put.
     */
    int offerAll(Collection<? extends E> items, long timeout, TimeUnit unit) throws InterruptedException;

    /**
     * Takes what is there, up to a limit, waiting for the first item.
     *
     * @param target  to add them to.
     * @param limit   of items.
     * @param timeout to wait for the first at most.
     * @param unit    of the time-out.
     * @return how many were taken; 0 when the time is up.
     * @throws InterruptedException if interrupted while nothing was taken.
     * @throws io.tandem.codec.CorruptMessageException if some couldn't be decoded; the others were added.
     */
    int drainTo(Collection<? super E> target, int limit, long timeout, TimeUnit unit) throws InterruptedException;

    /**
     * Takes items one by one, and hands each to an action, until the queue is shut down and empty. What the action throws
     * comes out of here; its item is taken.
     *
     * @param action for each item.
     * @throws InterruptedException if interrupted while waiting.
     */
    void forEachUntilClosed(Consumer<? super E> action) throws InterruptedException;

    /** Ends the queue for all processes: nothing can be put any more; what is in it can be taken. Wakes everybody. */
    void shutdown();

    /**
     * Ends the queue for all processes, and drops what is in it. Wakes everybody.
     *
     * @return how many items this call has dropped; they count as done.
     */
    long shutdownNow();

    /** {@return whether the queue was shut down, by whichever process} */
    boolean isShutdown();

    /**
     * Says that one item that this process took is worked off. Only who uses {@link #join} needs it.
     *
     * @throws IllegalStateException if this process has taken fewer items.
     */
    void taskDone();

    /**
     * Waits until every item that was put is taken and marked done. Items that a consumer had in hand when it died are not
     * waited for: they are told, once to each handle that joins, and count as done from then on.
     *
     * @throws InterruptedException if interrupted.
     * @throws LostItemsException   if items died with their consumers; join again for the rest.
     */
    void join() throws InterruptedException;

    /**
     * The same, for a limited time.
     *
     * @param timeout to wait at most.
     * @param unit    of the time-out.
     * @return whether everything is done.
     * @throws InterruptedException if interrupted.
     * @throws LostItemsException   if items died with their consumers; join again for the rest.
     */
    boolean join(long timeout, TimeUnit unit) throws InterruptedException;

    /** {@return how many items are in it} Exact, at some instant during the call. */
    @Override
    int size();

    /** {@return what it is doing, over all processes} Costs some microseconds. */
    QueueStats stats();

    /** {@return a new raw layer of this queue, for one thread} */
    RawQueue raw();

    /**
     * Options of a queue.
     *
     * @param <E> type of the items.
     */
    interface Builder<E> extends SharedObject.Builder<SharedQueue<E>, Builder<E>> {
        /**
         * How much it holds.
         *
         * @param capacity in bytes: a power of two, 4 KiB to 1 GiB. Default 1 MiB. Each item takes 8 bytes besides its own.
         * @return this.
         */
        Builder<E> capacityBytes(int capacity);

        /**
         * How many items it holds at most, within its bytes. Default: unlimited.
         *
         * @param items 1 or more.
         * @return this.
         */
        Builder<E> capacityItems(long items);

        /**
         * How calls through this handle wait. Default: spin, then sleep.
         *
         * @param policy of this handle alone.
         * @return this.
         */
        Builder<E> waitPolicy(WaitPolicy policy);

        /**
         * Codec of the items. Default: the built-in one.
         *
         * @param codec whose name stands in the queue; it must be serializable if handles are to travel.
         * @return this.
         */
        Builder<E> codec(Codec<E> codec);
    }
}
