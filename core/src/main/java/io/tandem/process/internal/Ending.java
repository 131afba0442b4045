package io.tandem.process.internal;

import io.tandem.codec.internal.ThrowableBytes;
import io.tandem.os.ExitStatus;
import io.tandem.process.ProcessFailedException;
import io.tandem.segment.IncompatibleException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a child ended, and why. */
final class Ending {
    private final String child;
    private final @Nullable ExitStatus status;
    private final @Nullable Throwable problem;
    private final int state;
    private final @Nullable RecordedFailure recorded;
    private final String errorTail;
    private final long nanosToMain;
    private final long nanosToReady;
    /** Null until somebody asks: decoding it may run user code. */
    @SuppressWarnings("NullableOptional")
    private @Nullable Optional<Throwable> failure;

    private Ending(
            final Child child,
            final @Nullable ExitStatus status,
            final @Nullable Throwable problem,
            final @Nullable RecordedFailure recorded,
            final String errorTail,
            final Bootstrap bootstrap) {
        this.child = "Child " + child.name() + " (pid " + child.pid() + ")";
        this.status = status;
        this.problem = problem;
        this.recorded = recorded;
        this.errorTail = errorTail;
        this.state = bootstrap.state();
        this.nanosToMain = bootstrap.nanosToMain();
        this.nanosToReady = bootstrap.nanosToReady();
    }

    /**
     * What a child that was reaped left.
     *
     * @param status  how the kernel says it ended, or null if it doesn't.
     * @param problem why it doesn't, or null.
     */
    static Ending of(
            final Child child,
            final @Nullable ExitStatus status,
            final @Nullable Throwable problem,
            final Bootstrap bootstrap,
            final String errorTail) {
        RecordedFailure told = null;
        Throwable why = problem;
        try {
            told = bootstrap.failure();
        } catch (final IncompatibleException e) { // overwritten; that it ended counts more
            why = e;
        }
        return new Ending(child, status, why, told, errorTail, bootstrap);
    }

    /** How it ended alone, since there was no memory, say, for what it left. */
    static Ending withoutWords(
            final Child child, final @Nullable ExitStatus status, final Throwable problem, final Bootstrap bootstrap) {
        return new Ending(child, status, problem, null, "", bootstrap);
    }

    int exitCode() {
        final ExitStatus known = status;
        if (known == null) {
            throw new IllegalStateException(
                    child + " has ended, but how isn't known: something else in this process has collected its exit"
                            + " (waitpid(-1), or an ignored SIGCHLD).",
                    problem);
        }
        return ExitCodes.of(known);
    }

    long nanosToMain() {
        return nanosToMain;
    }

    long nanosToReady() {
        return nanosToReady;
    }

    /** Decodes at the first call: that may run code of the exception's class. */
    synchronized Optional<Throwable> failure() {
        Optional<Throwable> known = failure;
        if (known == null) {
            known = Optional.ofNullable(findFailure());
            failure = known;
        }
        return known;
    }

    private @Nullable Throwable findFailure() {
        final RecordedFailure told = recorded;
        if (told != null && told.ofTarget()) {
            final Throwable exception = decode(told);
            return exception != null
                    ? exception
                    : new ProcessFailedException(
                            child + " " + describe()
                                    + ": its target threw an exception, of which there is its text alone:\n"
                                    + told.text(),
                            errorTail,
                            null);
        }
        if (told != null) {
            final Throwable exception = decode(told);
            final String reason = exception == null ? told.text() : String.valueOf(exception.getMessage());
            return new ProcessFailedException(
                    child + " " + describe() + " before it came to its target: " + reason, errorTail, exception);
        }
        if (status != null && exitCode() == 0 && state >= BootstrapDescriptor.READY) {
            return null;
        }
        final String how = state >= BootstrapDescriptor.READY ? "" : " before it came to its target";
        return new ProcessFailedException(child + " " + describe() + how + tail(), errorTail, problem);
    }

    private static @Nullable Throwable decode(final RecordedFailure told) {
        return told.exception().length == 0
                ? null
                : ThrowableBytes.read(told.exception(), ClassLoader.getSystemClassLoader());
    }

    private String tail() {
        return errorTail.isBlank() ? "." : ". The last that it wrote to its standard error:\n" + errorTail.strip();
    }

    String describe() {
        return status == null ? "ended in an unknown way" : ExitCodes.describe(exitCode());
    }
}
