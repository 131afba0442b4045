package io.tandem.segment;

import io.tandem.TandemException;

/** Nothing stands under a name. */
public final class ObjectNotFoundException extends TandemException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what was asked, what was found, and what to do.
     */
    public ObjectNotFoundException(final String message) {
        super(message);
    }

    /**
     * Creates an exception with the failure behind it.
     *
     * @param message what was asked, what was found, and what to do.
     * @param cause   the failure behind it.
     */
    public ObjectNotFoundException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
