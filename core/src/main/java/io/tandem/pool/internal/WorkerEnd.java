package io.tandem.pool.internal;

import io.tandem.pool.WorkerDiedException;
import io.tandem.process.ChildProcess;
import io.tandem.process.ProcessFailedException;
import org.jspecify.annotations.Nullable;

/**
 * How a worker's process ended.
 *
 * @param pid      of it.
 * @param exitCode as {@link ChildProcess#exitCode} has it.
 * @param reason   what is known of it, or null if it ended well.
 */
record WorkerEnd(long pid, int exitCode, @Nullable Throwable reason) {
    static WorkerEnd of(final ChildProcess child) {
        return new WorkerEnd(child.pid(), child.exitCode(), child.failure().orElse(null));
    }

    private String standardErrorTail() {
        return reason instanceof ProcessFailedException failed ? failed.standardErrorTail() : "";
    }

    /** What a task that it had started fails with. */
    WorkerDiedException exception(final Worker worker, final Task task) {
        final String how = exitCode < 0
                ? "was killed by signal " + -exitCode
                : "ended with exit code " + exitCode + ", as System.exit and Runtime.halt do";
        final String tail = standardErrorTail();
        return new WorkerDiedException(
                "Worker " + worker.name + " (pid " + pid + ") " + how + " while it ran " + task
                        + ", whose outcome isn't known."
                        + (task.deaths > 1
                                ? " It is the " + task.deaths
                                        + ". worker that died of this task, which isn't tried again."
                                : "")
                        + (tail.isBlank() ? "" : " Its standard error ended with: " + tail.strip()),
                pid,
                exitCode,
                task.deaths,
                tail,
                reason);
    }
}
