package io.tandem.segment;

import io.tandem.TandemException;

/** There is no room for what was asked; the message says how much is needed, how much is free, where, and what to do. */
public final class OutOfSpaceException extends TandemException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what was asked, what was found, and what to do.
     */
    public OutOfSpaceException(final String message) {
        super(message);
    }

    /**
     * Creates an exception with the failure behind it.
     *
     * @param message what was asked, what was found, and what to do.
     * @param cause   the failure behind it.
     */
    public OutOfSpaceException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
