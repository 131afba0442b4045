package io.tandem.process;

import io.tandem.TandemException;
import org.jspecify.annotations.Nullable;

/**
 * A child process that never got to its target, or ended badly without telling an exception. Never thrown:
 * {@link ChildProcess#failure} returns it.
 */
public final class ProcessFailedException extends TandemException {
    private static final long serialVersionUID = 1L;

    private final String standardErrorTail;

    /**
     * Creates an exception.
     *
     * @param message           which child failed, how, and what is known of the reason.
     * @param standardErrorTail the last of what it wrote to its standard error, empty if that wasn't relayed.
     * @param cause             what the child told of the reason, or null.
     */
    public ProcessFailedException(
            final String message, final String standardErrorTail, final @Nullable Throwable cause) {
        super(message, cause);
        this.standardErrorTail = standardErrorTail;
    }

    /** {@return the last of what it wrote to its standard error} At most 8 KiB; empty if that wasn't relayed. */
    public String standardErrorTail() {
        return standardErrorTail;
    }
}
