package io.tandem.pool.internal;

import io.tandem.function.RemoteRunnable;
import io.tandem.segment.Domain;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a pool was made.
 *
 * @param domain          of the workers, and of what lies between them and the pool.
 * @param name            of the pool, from which its workers have theirs.
 * @param workers         at most.
 * @param isEager         whether all workers start at once.
 * @param idleTimeout     after which a worker ends that has nothing to do.
 * @param initializer     to run in each worker first, or null.
 * @param tasksPerWorker  after which a worker is replaced.
 * @param memoryPerWorker bytes resident, after which a worker is replaced.
 * @param retries         of a task whose worker has died.
 * @param gracePeriod     between the interrupt of a task and the kill of its worker.
 * @param maxPending      tasks that may wait for a worker; a submit beyond waits itself.
 * @param jvmOptions      of the workers, behind those of this JVM.
 */
record PoolOptions(
        Domain domain,
        String name,
        int workers,
        boolean isEager,
        Duration idleTimeout,
        @Nullable RemoteRunnable initializer,
        long tasksPerWorker,
        long memoryPerWorker,
        int retries,
        Duration gracePeriod,
        int maxPending,
        List<String> jvmOptions) {
    static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    /** Whether workers start when there is work for them, and not in the place of those that have ended. */
    boolean onDemand() {
        return !isEager || !idleTimeout.equals(FOREVER);
    }
}
