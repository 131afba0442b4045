package io.tandem.manager;

import io.tandem.TandemException;

/** The server of a manager is dead, or was closed: what it held is gone, and whether the last call was executed isn't known. */
public final class ManagerDiedException extends TandemException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what was asked, what was found, and what to do.
     */
    public ManagerDiedException(final String message) {
        super(message);
    }
}
