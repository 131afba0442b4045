package io.tandem.process.internal;

import io.tandem.codec.internal.ThrowableBytes;
import io.tandem.segment.internal.Layouts;
import java.io.PrintWriter;
import java.io.StringWriter;

/** A child's last words: the stack trace for its standard error, text and exception for its parent. */
final class FailureReport {
    private FailureReport() {}

    /** Prints and records; afterwards the caller lets the exception end the main thread. */
    static void tell(final Throwable failure, final String processName, final Bootstrap bootstrap) {
        final String stackTrace = stackTrace(failure);
        final Thread thread = Thread.currentThread();
        final boolean usersHandler = thread.getUncaughtExceptionHandler() != thread.getThreadGroup()
                || Thread.getDefaultUncaughtExceptionHandler() != null;
        if (!usersHandler) {
            System.err.print("Process " + processName + ":" + System.lineSeparator() + stackTrace);
            thread.setUncaughtExceptionHandler((t, e) -> {}); // printed above
        }
        bootstrap.failed(Layouts.utf8(stackTrace, BootstrapDescriptor.FAILURE_TEXT_CAPACITY), bytes(failure));
    }

    private static String stackTrace(final Throwable failure) {
        final StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static byte[] bytes(final Throwable failure) {
        try {
            return ThrowableBytes.write(failure, BootstrapDescriptor.FAILURE_BYTES_CAPACITY);
        } catch (final OutOfMemoryError e) {
            if (e != failure) {
                failure.addSuppressed(e);
            }
            return new byte[0]; // the text is told all the same
        }
    }
}
