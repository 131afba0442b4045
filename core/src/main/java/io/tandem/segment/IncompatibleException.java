package io.tandem.segment;

import io.tandem.TandemException;

/** Something stands under a name that isn't what was asked for; the message names both values. */
public final class IncompatibleException extends TandemException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what was asked, what was found, and what to do.
     */
    public IncompatibleException(final String message) {
        super(message);
    }

    /**
     * Creates an exception with the failure behind it.
     *
     * @param message what was asked, what was found, and what to do.
     * @param cause   the failure behind it.
     */
    public IncompatibleException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
