package io.tandem.codec;

import io.tandem.TandemException;
import org.jspecify.annotations.Nullable;

/**
 * Stands for an exception of another process that couldn't be brought here: it or something in it isn't serializable, or
 * its class isn't known here. Has that exception's stack trace, and its causes and suppressed exceptions in the same form.
 */
public final class RemoteFailureException extends TandemException {
    private static final long serialVersionUID = 1L;

    private final String remoteClassName;

    /**
     * Creates a stand-in.
     *
     * @param remoteClassName  name of the class of the exception it stands for.
     * @param remoteMessage    its message, or null.
     * @param remoteStackTrace its stack trace.
     * @param cause            a stand-in for its cause, or null.
     */
    public RemoteFailureException(
            final String remoteClassName,
            final @Nullable String remoteMessage,
            final StackTraceElement[] remoteStackTrace,
            final @Nullable Throwable cause) {
        super(remoteMessage == null ? remoteClassName : remoteClassName + ": " + remoteMessage, cause);
        this.remoteClassName = remoteClassName;
        setStackTrace(remoteStackTrace);
    }

    /** {@return the name of the class of the exception it stands for} */
    public String remoteClassName() {
        return remoteClassName;
    }
}
