package io.tandem.pool;

import io.tandem.TandemException;

/**
 * A pool can't have workers: its initializer threw, or they end before they are ready. All its tasks fail with this, and so does
 * every later call. The cause says why.
 */
public final class PoolFailedException extends TandemException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what failed, and what to look at.
     * @param cause   why.
     */
    public PoolFailedException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
