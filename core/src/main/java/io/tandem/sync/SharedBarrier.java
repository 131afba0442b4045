package io.tandem.sync;

import io.tandem.function.RemoteRunnable;
import io.tandem.segment.Domain;
import io.tandem.segment.SharedObject;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.sync.internal.barrier.BarrierBuilder;
import io.tandem.wait.WaitPolicy;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A {@link java.util.concurrent.CyclicBarrier} between processes: a number of threads, in whatever processes, wait for each other, and
 * then all go on; again and again.
 *
 * <pre>{@code
 * try (var barrier = SharedBarrier.create(4)) {
 *     ...                     // three children: compute(); barrier.await(); exchange(); barrier.await(); ...
 *     barrier.await();
 * }
 * }</pre>
 *
 * <p><b>Broken for all.</b> When one of those who wait can't go on (its time is up, it is interrupted, its handle is closed), when the
 * action throws, or when somebody calls {@link #abort}, the barrier breaks: all who wait, and all who come later, throw
 * {@link BrokenSharedBarrierException}, which tells the reason and the process, until somebody calls {@link #reset}.
 *
 * <p><b>Deaths.</b> A process is a party from its first arrival after the creation or the last {@code reset} on. A party that dies,
 * wherever it was, breaks the barrier, for the reason {@link BrokenSharedBarrierException.Reason#DIED}: those who wait look every 50 ms, and at
 * once when this JVM saw a process die; so does the last one to arrive, and {@link #isBroken}. Dead means that the kernel says so: a
 * process that is slow, or stopped, is waited for. Who dies while it runs the action is a party like any other. A process that
 * closes its handle while none of its threads wait is no party any more; one that ends without closing it counts as dead. Who
 * dies before it arrives for the first time is unknown here: wait for a limited time where that may be.
 * The barrier itself takes no harm wherever a process is killed: the survivors may {@code reset()}, and go on.
 *
 * <p><b>The action</b> belongs to a handle, and travels with it. The last thread to arrive runs the one of the handle it came through,
 * if it has any, before any of them goes on; so give the same one wherever the barrier is opened. Others may time out
 * meanwhile, which breaks the barrier. An action that itself waits at its barrier would wait for its own end: that throws
 * {@link IllegalStateException}.
 *
 * <p>Named barriers stay until they are deleted; one without a name goes with its last handle. Handles travel inside lambdas and
 * messages. At most 256 handles at a time can be parties. A process that is stopped just while it changes the barrier, which takes
 * less than a microsecond as a rule, holds the others up until it goes on, whatever their time-out.
 *
 * <p>Safe for threads and processes. What a thread did before {@code await()} <i>happens-before</i> the action, and that
 * <i>happens-before</i> what the others do, in whatever process, after their {@code await()} has returned.
 */
public interface SharedBarrier extends SharedObject {
    /**
     * A barrier without a name or an action, in the current domain.
     *
     * @param parties how many threads must arrive, 1 to 65,535.
     * @return a handle.
     */
    static SharedBarrier create(final int parties) {
        return builder(parties).create();
    }

    /**
     * A barrier with options.
     *
     * @param parties how many threads must arrive, 1 to 65,535; who opens it by name must give the same.
     * @return its options.
     */
    static Builder builder(final int parties) {
        return new BarrierBuilder(parties);
    }

    /**
     * Removes a name from the current domain; users of the barrier go on with it.
     *
     * @param name of a barrier.
     * @return false if there was none.
     */
    static boolean delete(final String name) {
        return delete(Domain.current(), name);
    }

    /**
     * Removes a name; users of the barrier go on with it.
     *
     * @param domain it is in.
     * @param name   of a barrier.
     * @return false if there was none.
     */
    static boolean delete(final Domain domain, final String name) {
        return Segment.delete(domain, name, ObjectKind.BARRIER);
    }

    /**
     * Arrives, and waits until as many threads have as there are parties.
     *
     * @return how many were still missing when this one arrived: {@code parties() - 1} for the first, 0 for the last.
     * @throws InterruptedException   if this thread is interrupted before or during the wait; the barrier is broken then, except if this
     *     thread couldn't even arrive, since the action of the round before is still being run.
     * @throws BrokenBarrierException if the barrier is broken, or breaks meanwhile: always a {@link BrokenSharedBarrierException}. What
     *     the action throws comes out as it is in the thread that ran it; a checked exception is the cause of this one.
     * @throws IllegalStateException  if this handle is closed, or this thread runs the barrier's action.
     * @throws io.tandem.segment.OutOfSpaceException if 256 other handles are parties already.
     */
    int await() throws InterruptedException, BrokenBarrierException;

    /**
     * Arrives, and waits for a limited time until as many threads have as there are parties.
     *
     * @param timeout to wait at most; with 0 or less only the last one to arrive doesn't break the barrier.
     * @param unit    of the time-out.
     * @return how many were still missing when this one arrived.
     * @throws InterruptedException   as in {@link #await()}.
     * @throws BrokenBarrierException as in {@link #await()}.
     * @throws TimeoutException       when the time is up; the barrier is broken then, except if this thread couldn't even arrive, since
     *     the action of the round before is still being run.
     */
    int await(long timeout, TimeUnit unit) throws InterruptedException, BrokenBarrierException, TimeoutException;

    /** {@return how many threads must arrive} */
    int parties();

    /** {@return how many threads wait at present} */
    int numberWaiting();

    /**
     * Whether it is broken, until somebody resets it. A party whose death nobody has met yet is found here.
     *
     * @return whether it is broken.
     */
    boolean isBroken();

    /**
     * Makes it usable again, for whatever parties arrive from now on. Threads that wait throw {@link BrokenSharedBarrierException} with the
     * reason {@code RESET}, if it isn't broken already.
     */
    void reset();

    /**
     * Breaks it for all. Does nothing if it is broken.
     *
     * @param reason told to all, in the exceptions' messages; of a long one the first 200 bytes.
     */
    void abort(String reason);

    /** Options of a barrier. */
    interface Builder extends SharedObject.Builder<SharedBarrier, Builder> {
        /**
         * What the last thread to arrive at this handle runs before the others go on. Default: nothing.
         *
         * @param action run without any lock; what it captures must be able to travel if the handle does.
         * @return this.
         */
        Builder action(RemoteRunnable action);

        /**
         * How the threads of this handle wait, and of those that it becomes in other processes. Default:
         * {@link WaitPolicy#SPIN_THEN_SLEEP}.
         *
         * @param policy any.
         * @return this.
         */
        Builder waitPolicy(WaitPolicy policy);
    }
}
