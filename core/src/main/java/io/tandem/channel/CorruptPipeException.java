package io.tandem.channel;

import io.tandem.TandemException;

/** The memory of a pipe holds something that no sender of it writes. The direction that it was found in can't go on. */
public final class CorruptPipeException extends TandemException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what was asked, what was found, and what to do.
     */
    public CorruptPipeException(final String message) {
        super(message);
    }

    /**
     * Creates an exception with the failure behind it.
     *
     * @param message what was asked, what was found, and what to do.
     * @param cause   the failure behind it.
     */
    public CorruptPipeException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
