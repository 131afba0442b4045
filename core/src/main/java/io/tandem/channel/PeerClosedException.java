package io.tandem.channel;

import io.tandem.TandemException;

/**
 * The other end of a connection was closed, and everything sent before has been received. Whoever had it closed it, or ended in
 * order: returned, called {@code System.exit}, or got SIGTERM.
 */
public final class PeerClosedException extends TandemException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what was asked, what was found, and what to do.
     */
    public PeerClosedException(final String message) {
        super(message);
    }

    /**
     * Creates an exception with the failure behind it.
     *
     * @param message what was asked, what was found, and what to do.
     * @param cause   the failure behind it.
     */
    public PeerClosedException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
