package io.tandem;

import org.jspecify.annotations.Nullable;

/**
 * The unchecked root of everything that Tandem itself reports. Its message says what was asked, what was found and what
 * to do about it.
 */
public class TandemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what was asked, what was found, and what to do.
     */
    public TandemException(final String message) {
        super(message);
    }

    /**
     * Creates an exception with the failure behind it.
     *
     * @param message what was asked, what was found, and what to do.
     * @param cause   the failure behind it, or null.
     */
    public TandemException(final String message, final @Nullable Throwable cause) {
        super(message, cause);
    }
}
