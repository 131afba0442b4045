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
 * @param onDemand        whether workers start when there is work for them.
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
        boolean onDemand,
        @Nullable RemoteRunnable initializer,
        long tasksPerWorker,
        long memoryPerWorker,
        int retries,
        Duration gracePeriod,
        int maxPending,
        List<String> jvmOptions) {}
