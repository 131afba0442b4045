package io.tandem.pool;

import io.tandem.function.RemoteRunnable;
import io.tandem.segment.Domain;
import java.time.Duration;

/**
 * Options of a pool or executor. What is out of its range is refused with an {@link IllegalArgumentException}. Not safe for threads;
 * not meant to be implemented by users.
 *
 * @param <B> type of the builder itself.
 */
public interface PoolBuilder<B extends PoolBuilder<B>> {
    /**
     * How many workers. Default: the processors that are available to this process, a container's limit included.
     *
     * @param workers 1 or more.
     * @return this.
     */
    B workers(int workers);

    /**
     * Names the pool; its workers are named after it.
     *
     * @param name 1 to 100 characters, no control characters.
     * @return this.
     */
    B name(String name);

    /**
     * The domain in which the workers live. Default: {@link Domain#current()}. Shared objects of another one can't travel in tasks.
     *
     * @param domain any.
     * @return this.
     */
    B domain(Domain domain);

    /**
     * What each worker runs before its first task. If it throws, the pool fails, with that exception as the cause.
     *
     * @param initializer any.
     * @return this.
     */
    B initializer(RemoteRunnable initializer);

    /**
     * Replaces a worker after some tasks. Default: never.
     *
     * @param tasks 1 or more.
     * @return this.
     */
    B tasksPerWorker(long tasks);

    /**
     * Replaces a worker that has more memory resident, looked at once a second between its tasks. Default: never.
     *
     * @param bytes 1 or more.
     * @return this.
     */
    B memoryPerWorker(long bytes);

    /**
     * How often a task is run again whose worker has died. Default: not at all. After one death more it fails, whoever waits.
     *
     * @param most 0 or more.
     * @return this.
     */
    B retries(int most);

    /**
     * How long a task that was interrupted, or a worker that was asked to end, may take before its process is killed. Default: 2 s.
     *
     * @param period 0 or more.
     * @return this.
     */
    B gracePeriod(Duration period);

    /**
     * How many tasks may wait for a worker; a call that adds to them waits beyond. Default: any number.
     *
     * @param tasks 1 or more.
     * @return this.
     */
    B maxPending(int tasks);

    /**
     * Adds JVM options for the workers, behind those of this JVM.
     *
     * @param options one argument each, such as {@code -Xmx64m}.
     * @return this.
     */
    B jvmOptions(String... options);

    /**
     * Ends workers that have had nothing to do for so long; others start when there is work again. Default: for an executor one
     * minute, for a pool never.
     *
     * @param timeout more than 0.
     * @return this.
     */
    B idleTimeout(Duration timeout);
}
