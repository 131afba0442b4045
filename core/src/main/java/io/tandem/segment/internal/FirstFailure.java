package io.tandem.segment.internal;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What fails while several things are done, each whatever becomes of the others: the first failure, be it an Error, with the
 * others suppressed in it. Confined to one thread.
 */
public final class FirstFailure {
    private @Nullable Throwable first;

    /** Nothing has failed yet. */
    public FirstFailure() {}

    /**
     * Begins with a failure that was there before.
     *
     * @param before the first one.
     */
    public FirstFailure(final Throwable before) {
        first = before;
    }

    /** Takes a step, and notes its failure. */
    public void attempt(final Runnable step) {
        try {
            step.run();
        } catch (final RuntimeException | Error failure) { // out of memory too: the other steps may free some
            note(failure);
        }
    }

    /**
     * The same for a step that answers.
     *
     * @param otherwise the answer if it fails.
     */
    public boolean attempt(final BooleanSupplier step, final boolean otherwise) {
        try {
            return step.getAsBoolean();
        } catch (final RuntimeException | Error failure) {
            note(failure);
            return otherwise;
        }
    }

    /** The first failure, or null. */
    public @Nullable Throwable get() {
        return first;
    }

    /** Throws the first failure, if there is one. */
    public void rethrow() {
        if (first instanceof final Error error) {
            throw error;
        }
        if (first != null) {
            throw (RuntimeException) first;
        }
    }

    private void note(final Throwable failure) {
        final Throwable before = first;
        if (before == null) {
            first = failure;
        } else if (before != failure) { // the JVM throws an OutOfMemoryError that it made beforehand more than once
            suppress(before, failure);
        }
    }

    private static void suppress(final Throwable first, final Throwable another) {
        try {
            first.addSuppressed(another);
        } catch (final OutOfMemoryError e) {
            return; // it stays untold: there is no memory even to note it, and the other steps count more
        }
    }
}
