package io.tandem.sync;

import io.tandem.segment.Domain;
import io.tandem.segment.SharedObject;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.sync.internal.semaphore.SemaphoreBuilder;
import io.tandem.wait.WaitPolicy;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Permits that processes share, with the names and the meaning of {@link java.util.concurrent.Semaphore}, an unfair one.
 *
 * <pre>{@code
 * try (var connections = SharedSemaphore.create(3);
 *         var child = ChildProcess.start(() -> {
 *             connections.acquire();
 *             try {
 *                 query();
 *             } finally {
 *                 connections.release();
 *             }
 *         })) {
 *     child.join();
 * }
 * }</pre>
 *
 * <p><b>Permits belong to the process that acquired them</b>, whichever thread and handle it did that by, and come back when it dies: exactly
 * once, whoever notices first, and at whatever instant it died. Who waits notices within 50 ms, and at once in a JVM that sees its
 * child die; who finds too few permits looks too. A process that is stopped is alive and keeps what it has. A process that releases more than
 * it holds adds permits, as in the JDK, unless the semaphore is {@link Builder#bounded()}. Where one process acquires and another
 * releases, permits have no owner: say {@link Builder#withoutOwners()}, and nothing returns by itself.
 *
 * <p>Acquiring isn't fair: a thread that comes may take a permit before one that has waited. A call that needs many permits takes them all
 * at once or none, and may wait for as long as others take them one by one.
 *
 * <p><b>Closing</b> a handle gives back no permits. Threads that wait through it throw {@link IllegalStateException}; what this process holds may
 * still be released through it, and comes back by itself when the process begins to end. Up to 256 living processes may hold permits at the same time; one more that acquires gets a
 * {@link io.tandem.segment.OutOfSpaceException}, and no permit.
 *
 * <p>Safe for threads and processes. What a thread did before it released <i>happens-before</i> what another one, in whatever process,
 * does after it has acquired one of those permits; that of a process that died while it held some, too, as far as it got. Each call
 * holds an internal lock for some nanoseconds: a process that is stopped within them holds the others up for as long as that lasts, but
 * for calls with a time-out.
 *
 * <p><b>Errors.</b> Calls through a closed handle throw {@link IllegalStateException}, and negative numbers of permits
 * {@link IllegalArgumentException}. Handles travel inside lambdas, messages and items.
 */
public interface SharedSemaphore extends SharedObject {
    /**
     * A semaphore without a name, in the current domain.
     *
     * @param permits to begin with, 0 or more.
     * @return a handle.
     */
    static SharedSemaphore create(final int permits) {
        return builder(permits).create();
    }

    /**
     * A semaphore with options.
     *
     * @param permits to begin with, 0 or more. Who opens an existing one names the same number.
     * @return its options.
     */
    static Builder builder(final int permits) {
        return new SemaphoreBuilder(permits);
    }

    /**
     * Removes a name from the current domain; users of the semaphore go on with it.
     *
     * @param name of a semaphore.
     * @return false if there was none.
     */
    static boolean delete(final String name) {
        return delete(Domain.current(), name);
    }

    /**
     * Removes a name; users of the semaphore go on with it.
     *
     * @param domain it is in.
     * @param name   of a semaphore.
     * @return false if there was none.
     */
    static boolean delete(final Domain domain, final String name) {
        return Segment.delete(domain, name, ObjectKind.SEMAPHORE);
    }

    /**
     * Takes a permit, waiting for as long as it takes.
     *
     * @throws InterruptedException if interrupted before or while it waits; no permit is taken then.
     */
    void acquire() throws InterruptedException;

    /**
     * Takes several permits at once, waiting for as long as it takes.
     *
     * @param permits 0 or more.
     * @throws InterruptedException if interrupted before or while it waits; no permit is taken then.
     */
    void acquire(int permits) throws InterruptedException;

    /** Takes a permit, waiting for as long as it takes; an interruption is kept for later. */
    void acquireUninterruptibly();

    /**
     * Takes several permits at once, waiting for as long as it takes; an interruption is kept for later.
     *
     * @param permits 0 or more.
     */
    void acquireUninterruptibly(int permits);

    /**
     * Takes a permit if there is one, those of the dead included.
     *
     * @return whether it was taken.
     */
    boolean tryAcquire();

    /**
     * Takes several permits if there are as many, those of the dead included.
     *
     * @param permits 0 or more.
     * @return whether they were taken: all or none.
     */
    boolean tryAcquire(int permits);

    /**
     * Takes a permit, waiting for a limited time.
     *
     * @param timeout to wait at most; 0 or less only looks.
     * @param unit    of the time-out.
     * @return false if the time is up.
     * @throws InterruptedException if interrupted before or while it waits; no permit is taken then.
     */
    boolean tryAcquire(long timeout, TimeUnit unit) throws InterruptedException;

    /**
     * Takes several permits at once, waiting for a limited time.
     *
     * @param permits 0 or more.
     * @param timeout to wait at most; 0 or less only looks.
     * @param unit    of the time-out.
     * @return false if the time is up: none was taken.
     * @throws InterruptedException if interrupted before or while it waits; no permit is taken then.
     */
    boolean tryAcquire(int permits, long timeout, TimeUnit unit) throws InterruptedException;

    /**
     * Gives back a permit, or adds one if this process holds none.
     *
     * @throws IllegalStateException if there would be more than may be: of a bounded semaphore as many as it was made with, of any
     *     2,147,483,647. Nothing changes then.
     */
    void release();

    /**
     * Gives back several permits; those that this process doesn't hold are added.
     *
     * @param permits 0 or more.
     * @throws IllegalStateException if there would be more than may be: of a bounded semaphore as many as it was made with, of any
     *     2,147,483,647. Nothing changes then.
     */
    void release(int permits);

    /**
     * Counts the permits that are free, those of the dead included, which come back by this call; while
     * another call is just bringing them back, perhaps without them. One system call for each process that holds some.
     *
     * @return how many.
     */
    int availablePermits();

    /**
     * Takes all permits that are free, those of the dead included.
     *
     * @return how many.
     */
    int drainPermits();

    /**
     * Tells who holds permits; nobody, if permits have no owner.
     *
     * @return living processes, each once; it may have changed already.
     */
    List<Holder> holders();

    /**
     * A process that holds permits.
     *
     * @param process in words: number, pid and name.
     * @param permits it holds, 1 or more.
     */
    record Holder(String process, int permits) {}

    /** Options of a semaphore. For one thread. */
    interface Builder extends SharedObject.Builder<SharedSemaphore, Builder> {
        /**
         * Never lets there be more permits, free and held together, than it begins with: a release of what wasn't acquired throws
         * {@link IllegalStateException}. Since permits belong to processes, so does the release of what another process holds.
         *
         * @return this.
         */
        Builder bounded();

        /**
         * Lets one process acquire and another one release: a permit that is taken belongs to nobody. <b>What a process had that dies
         * is lost</b>, until somebody releases in its place. If bounded, no more may be free than it begins with.
         *
         * @return this.
         */
        Builder withoutOwners();

        /**
         * How calls through this handle wait. Default: spin, then sleep.
         *
         * @param policy of this handle alone, and of those that travel from it.
         * @return this.
         */
        Builder waitPolicy(WaitPolicy policy);
    }
}
