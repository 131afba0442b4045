package io.tandem.segment;

import io.tandem.TandemException;

/** Something stands already under a name that was to be created. */
public final class ObjectExistsException extends TandemException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what was asked, what was found, and what to do.
     */
    public ObjectExistsException(final String message) {
        super(message);
    }

    /**
     * Creates an exception with the failure behind it.
     *
     * @param message what was asked, what was found, and what to do.
     * @param cause   the failure behind it.
     */
    public ObjectExistsException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
