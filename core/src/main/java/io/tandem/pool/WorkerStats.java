package io.tandem.pool;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What a worker does, at one moment.
 *
 * @param name          of its process.
 * @param pid           of its process; 0 before there is one.
 * @param state         what it does.
 * @param task          the number of the task that it runs, as messages have it; empty if it runs none.
 * @param since         for how long it has run this task; else for how long it has had nothing to do.
 * @param tasks         that are at it, the running one included.
 * @param done          tasks that it has done; many items may be one task.
 * @param residentBytes of its process, as it was a second ago or after its last task; 0 before it has done any.
 */
public record WorkerStats(
        String name,
        long pid,
        State state,
        OptionalLong task,
        Duration since,
        int tasks,
        long done,
        long residentBytes) {
    /** What a worker does. */
    public enum State {
        /** Its JVM starts, or its initializer runs. */
        STARTING,
        /** Waits for work. */
        IDLE,
        /** Runs a task. */
        BUSY,
        /** Takes no more work. */
        ENDING
    }
}
