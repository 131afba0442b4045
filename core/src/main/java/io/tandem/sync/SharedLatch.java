package io.tandem.sync;

import io.tandem.segment.Domain;
import io.tandem.segment.SharedObject;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.sync.internal.gate.LatchBuilder;
import io.tandem.wait.WaitPolicy;
import io.tandem.wait.Waitable;
import java.util.concurrent.TimeUnit;

/**
 * A {@link java.util.concurrent.CountDownLatch} between processes: a count that only goes down, and is waited for until it is 0.
 *
 * <pre>{@code
 * try (var loaded = SharedLatch.create(4)) {
 *     ...                     // four children, each of which calls loaded.countDown()
 *     loaded.await();
 * }
 * }</pre>
 *
 * <p><b>Deaths.</b> Nobody owns any part of the count: who dies before it has counted down leaves the count as it is, and those who
 * wait wait on. Where parties may die, wait for a limited time, watch the children, or use a {@link SharedBarrier}, which tells. A
 * process that is killed at any instant harms nobody otherwise; who counts down never waits, and makes no system call when
 * nobody sleeps.
 *
 * <p>Named latches stay, with their count, until they are deleted; one without a name goes with its last handle. Handles travel inside
 * lambdas and messages. When a handle is closed, those who wait at it throw {@link IllegalStateException}, and so does every later call.
 * In a {@link io.tandem.wait.WaitSet} it is ready once the count is 0.
 *
 * <p>Safe for threads and processes. What a thread did before {@code countDown()} <i>happens-before</i> what another one, in whatever
 * process, does after an {@code await} that returned true.
 */
public interface SharedLatch extends SharedObject, Waitable {
    /**
     * A latch without a name, in the current domain.
     *
     * @param count that it begins with, 0 or more.
     * @return a handle.
     */
    static SharedLatch create(final long count) {
        return builder(count).create();
    }

    /**
     * A latch with options.
     *
     * @param count that it begins with, 0 or more; who opens it by name must give the same.
     * @return its options.
     */
    static Builder builder(final long count) {
        return new LatchBuilder(count);
    }

    /**
     * Removes a name from the current domain; users of the latch go on with it.
     *
     * @param name of a latch.
     * @return false if there was none.
     */
    static boolean delete(final String name) {
        return delete(Domain.current(), name);
    }

    /**
     * Removes a name; users of the latch go on with it.
     *
     * @param domain it is in.
     * @param name   of a latch.
     * @return false if there was none.
     */
    static boolean delete(final Domain domain, final String name) {
        return Segment.delete(domain, name, ObjectKind.LATCH);
    }

    /** {@return what is still to be counted down} */
    long count();

    /** Counts down by one, and wakes all who wait if that makes 0. At 0 it does nothing. */
    void countDown();

    /**
     * Counts down by several in one step, and wakes all who wait if that makes 0. Never goes below 0.
     *
     * @param n 1 or more.
     */
    void countDown(long n);

    /**
     * Waits until the count is 0. Returns at once if it is.
     *
     * @throws InterruptedException if this thread is interrupted before or during the wait.
     */
    void await() throws InterruptedException;

    /**
     * Waits until the count is 0, for a limited time.
     *
     * @param timeout to wait at most; 0 or less doesn't wait.
     * @param unit    of the time-out.
     * @return whether it is 0; false when the time is up.
     * @throws InterruptedException if this thread is interrupted before or during the wait.
     */
    boolean await(long timeout, TimeUnit unit) throws InterruptedException;

    /** Waits until the count is 0, whatever interrupts this thread; an interruption is kept for later. */
    void awaitUninterruptibly();

    /** Options of a latch. */
    interface Builder extends SharedObject.Builder<SharedLatch, Builder> {
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
