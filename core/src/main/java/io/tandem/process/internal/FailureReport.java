package io.tandem.process.internal;

import io.tandem.TandemException;
import io.tandem.codec.internal.ObjectBytes;
import io.tandem.segment.Domain;
import io.tandem.segment.internal.Layouts;
import io.tandem.segment.internal.Transfer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A child's last words: the stack trace for its standard error, text and object for its parent. */
final class FailureReport {
    /** Frames that are kept of each exception if the whole is too long. */
    private static final int SHORT_STACK = 32;

    private final ChildDescription description;
    private final Domain domain;

    FailureReport(final ChildDescription description, final Domain domain) {
        this.description = description;
        this.domain = domain;
    }

    /** Prints and records; afterwards the caller lets the exception end the main thread. */
    void tell(final Throwable failure, final Bootstrap bootstrap) {
        final String stackTrace = stackTrace(failure);
        final Thread thread = Thread.currentThread();
        final boolean usersHandler = thread.getUncaughtExceptionHandler() != thread.getThreadGroup()
                || Thread.getDefaultUncaughtExceptionHandler() != null;
        if (!usersHandler) {
            System.err.print("Process " + description.name() + ":" + System.lineSeparator() + stackTrace);
            thread.setUncaughtExceptionHandler((t, e) -> {}); // printed above
        }
        bootstrap.failed(Layouts.utf8(stackTrace, BootstrapDescriptor.FAILURE_TEXT_CAPACITY), serialized(failure));
    }

    private static String stackTrace(final Throwable failure) {
        final StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** The exception with as much of its stack as fits; empty if it can't travel, or not even so. */
    private byte[] serialized(final Throwable failure) {
        final byte[] whole = trySerialize(failure);
        if (whole.length <= BootstrapDescriptor.FAILURE_BYTES_CAPACITY) {
            return whole;
        }
        shorten(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
        final byte[] shortened = trySerialize(failure);
        return shortened.length <= BootstrapDescriptor.FAILURE_BYTES_CAPACITY ? shortened : new byte[0];
    }

    private byte[] trySerialize(final Throwable failure) {
        final Transfer transfer = Transfer.toChild(domain, description.parentNumber());
        try {
            final byte[] bytes = ObjectBytes.write(failure, transfer);
            if (bytes.length <= BootstrapDescriptor.FAILURE_BYTES_CAPACITY) {
                transfer.commit();
            }
            return bytes;
        } catch (final TandemException e) { // it can't travel; its text does
            return new byte[0];
        } finally {
            transfer.rollback();
        }
    }

    private static void shorten(final @Nullable Throwable failure, final Set<Throwable> seen) {
        if (failure == null || !seen.add(failure)) {
            return;
        }
        final StackTraceElement[] stack = failure.getStackTrace();
        if (stack.length > SHORT_STACK) {
            failure.setStackTrace(Arrays.copyOf(stack, SHORT_STACK));
        }
        shorten(failure.getCause(), seen);
        for (final Throwable suppressed : failure.getSuppressed()) {
            shorten(suppressed, seen);
        }
    }
}
