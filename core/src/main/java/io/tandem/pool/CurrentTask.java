package io.tandem.pool;

import io.tandem.pool.internal.WorkerMain;
import java.time.Duration;
import java.util.Optional;

/**
 * The task that a worker's thread runs at this moment, for the code in it:
 *
 * <pre>{@code
 * if (CurrentTask.get().map(CurrentTask::isCancelled).orElse(false)) {
 *     return partOfIt;
 * }
 * }</pre>
 *
 * <p>May be handed to other threads of the worker. Not meant to be implemented by users.
 */
public interface CurrentTask {
    /** {@return the task that the calling thread runs; empty on any other thread, and where there is no pool} */
    static Optional<CurrentTask> get() {
        return WorkerMain.currentTask();
    }

    /** {@return whether nobody wants its result any more: it was cancelled, or its time is up} Costs as much as reading a volatile field. */
    boolean isCancelled();

    /** {@return how long it may still run, 0 or more; empty without a time limit} */
    Optional<Duration> timeLeft();

    /** {@return 1 the first time it runs, 2 after one worker has died of it, and so on} */
    int attempt();

    /** {@return the number of its item in its call, from 0; -1 for a task without one} */
    long index();

    /**
     * The pool that runs it, for more tasks. While it waits for these, its worker runs them as well, so that a task that waits takes
     * no worker away; only {@code over}, {@code map} and its like and {@code call} and its like are for tasks. In a worker of an
     * executor, too, it is a {@code ProcessPool}. An initializer and a thread that a task has made have no use for it while the task
     * waits for them: then nobody runs what they wait for, if there is no other worker.
     *
     * @return the pool.
     */
    ProcessPool pool();
}
