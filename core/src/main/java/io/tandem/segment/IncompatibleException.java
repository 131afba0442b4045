package io.tandem.segment;

import io.tandem.TandemException;

/**
 * Two processes don't agree: something stands under a name that isn't what was asked for, or a message holds a class that is
 * missing here or of another version. The message names both values.
 */
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
