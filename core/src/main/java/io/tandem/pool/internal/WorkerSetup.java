package io.tandem.pool.internal;

import io.tandem.channel.SharedQueue;
import io.tandem.function.RemoteRunnable;
import io.tandem.value.SharedLongArray;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a worker gets at its start.
 *
 * @param pool        identity of its pool.
 * @param name        of its pool.
 * @param workers     that its pool has at most.
 * @param tasks       from the pool: functions, tasks, the end.
 * @param results     to the pool.
 * @param control     from the pool, for a thread of its own: what must not wait behind a task.
 * @param board       the leases.
 * @param initializer to run first, or null.
 */
record WorkerSetup(
        String pool,
        String name,
        int workers,
        SharedQueue<Frame> tasks,
        SharedQueue<Frame> results,
        SharedQueue<Frame> control,
        SharedLongArray board,
        @Nullable RemoteRunnable initializer)
        implements Serializable {
    private static final long serialVersionUID = 2L;
}
