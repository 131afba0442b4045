package io.tandem.os;

import java.nio.channels.ClosedByInterruptException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What an interrupt must not break: the JDK closes the file of a call that one comes into. */
public final class Interrupts {
    private static final int ATTEMPTS = 1000;

    private Interrupts() {}

    /**
     * Runs an action that opens the files it uses, and again from its start if an interrupt closed one of them. The thread
     * carries the interrupt afterwards.
     *
     * @param <T>    type of the result.
     * @param action that can be repeated, and doesn't wait for an interrupt.
     * @return what the action returns.
     * @throws OperatingSystemException if it failed otherwise, or an interrupt came into each of 1000 attempts.
     */
    public static <T extends @Nullable Object> T deferred(final Supplier<T> action) {
        boolean interrupted = false;
        try {
            for (int attempt = 1; ; attempt++) {
                try {
                    return action.get();
                } catch (final OperatingSystemException failure) {
                    if (attempt == ATTEMPTS || !(failure.getCause() instanceof ClosedByInterruptException)) {
                        throw failure;
                    }
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
