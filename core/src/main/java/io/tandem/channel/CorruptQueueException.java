package io.tandem.channel;

import io.tandem.TandemException;

/** The memory of a queue holds something that no user of it writes. What it was found in can't go on. */
public final class CorruptQueueException extends TandemException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what was asked, what was found, and what to do.
     */
    public CorruptQueueException(final String message) {
        super(message);
    }

    /**
     * Creates an exception with the failure behind it.
     *
     * @param message what was asked, what was found, and what to do.
     * @param cause   the failure behind it.
     */
    public CorruptQueueException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
