package io.tandem.sync;

import io.tandem.TandemException;

/** The owner of a lock died while holding it. */
public final class OwnerDiedException extends TandemException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what was asked, what was found, and what to do.
     */
    public OwnerDiedException(final String message) {
        super(message);
    }
}
