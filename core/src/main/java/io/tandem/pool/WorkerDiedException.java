package io.tandem.pool;

import io.tandem.TandemException;
import org.jspecify.annotations.Nullable;

/**
 * The worker that had started a task died before it told the result: by a signal, by {@code System.exit}, or since the system
 * ended it. Whether the task's work was done isn't known. The pool goes on with another worker.
 */
public final class WorkerDiedException extends TandemException {
    private static final long serialVersionUID = 1L;

    private final long pid;
    private final int exitCode;
    private final int deaths;
    private final String standardErrorTail;

    /**
     * Creates an exception.
     *
     * @param message           which worker died, how, and while it ran what.
     * @param pid               of the worker.
     * @param exitCode          as {@link io.tandem.process.ChildProcess#exitCode} has it: negative for a signal.
     * @param deaths            how many workers the task has seen die.
     * @param standardErrorTail the last that the worker wrote to its standard error.
     * @param cause             what the worker told of the reason, or null.
     */
    public WorkerDiedException(
            final String message,
            final long pid,
            final int exitCode,
            final int deaths,
            final String standardErrorTail,
            final @Nullable Throwable cause) {
        super(message, cause);
        this.pid = pid;
        this.exitCode = exitCode;
        this.deaths = deaths;
        this.standardErrorTail = standardErrorTail;
    }

    /** {@return the process id of the worker} */
    public long pid() {
        return pid;
    }

    /** {@return how it ended: 0 to 255, or the negative number of a signal, such as -9} */
    public int exitCode() {
        return exitCode;
    }

    /** {@return how many workers have died while they ran this task, this one included} */
    public int deaths() {
        return deaths;
    }

    /** {@return the last that the worker wrote to its standard error} At most 8 KiB. */
    public String standardErrorTail() {
        return standardErrorTail;
    }
}
