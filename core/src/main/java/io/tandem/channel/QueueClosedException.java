package io.tandem.channel;

import io.tandem.TandemException;

/** The queue was shut down, by whichever process: nothing can be put, or nothing is left to be taken. */
public final class QueueClosedException extends TandemException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what was asked, what was found, and what to do.
     */
    public QueueClosedException(final String message) {
        super(message);
    }
}
