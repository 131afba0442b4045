package io.tandem.segment;

import io.tandem.TandemException;

/** Something can't travel to another process; the message names the field. */
public final class NotTransferableException extends TandemException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what was asked, what was found, and what to do.
     */
    public NotTransferableException(final String message) {
        super(message);
    }

    /**
     * Creates an exception with the failure behind it.
     *
     * @param message what was asked, what was found, and what to do.
     * @param cause   the failure behind it.
     */
    public NotTransferableException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
