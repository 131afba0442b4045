package io.tandem.pool;

import io.tandem.TandemException;

/**
 * A pool can't have workers: its initializer threw, or they can't be made, or end before they are ready. All its tasks fail with
 * this, and every later call is refused with a {@link java.util.concurrent.RejectedExecutionException} that has this as its cause.
 * The cause of this one says why.
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
