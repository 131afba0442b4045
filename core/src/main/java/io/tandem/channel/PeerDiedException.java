package io.tandem.channel;

import io.tandem.TandemException;

/**
 * The process at the other end of a connection died: it was killed, crashed, called {@code Runtime.halt}, or it was a child
 * whose target threw. One that ended in order has closed its end: {@link PeerClosedException}.
 */
public final class PeerDiedException extends TandemException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what was asked, what was found, and what to do.
     */
    public PeerDiedException(final String message) {
        super(message);
    }

    /**
     * Creates an exception with the failure behind it.
     *
     * @param message what was asked, what was found, and what to do.
     * @param cause   the failure behind it.
     */
    public PeerDiedException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
