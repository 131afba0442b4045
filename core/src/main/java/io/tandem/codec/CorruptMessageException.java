package io.tandem.codec;

import io.tandem.TandemException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a message aren't what its type and codec say: damaged memory, a codec whose two sides differ, or a
 * {@code readObject} or constructor that refused what it read. The channel stays usable: this one message is lost.
 */
public final class CorruptMessageException extends TandemException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what was expected, what was found, and what to do.
     */
    public CorruptMessageException(final String message) {
        super(message);
    }

    /**
     * Creates an exception with the failure behind it.
     *
     * @param message what was expected, what was found, and what to do.
     * @param cause   the failure behind it, or null.
     */
    public CorruptMessageException(final String message, final @Nullable Throwable cause) {
        super(message, cause);
    }
}
