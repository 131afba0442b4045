package io.tandem.pool;

import io.tandem.TandemException;

/** A task threw; the cause is its exception, with the stack trace that it has in the worker. */
public final class TaskFailedException extends TandemException {
    private static final long serialVersionUID = 1L;

    private final long index;

    /**
     * Creates an exception.
     *
     * @param message which task failed.
     * @param index   of its item, or -1 if it has none.
     * @param cause   what it threw.
     */
    public TaskFailedException(final String message, final long index, final Throwable cause) {
        super(message, cause);
        this.index = index;
    }

    /** {@return the index of the item that it was given, from 0; -1 for a task without one} */
    public long index() {
        return index;
    }
}
