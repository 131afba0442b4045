package io.tandem.process.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Actions to be run in reverse order, each of them whatever becomes of the others. */
final class Cleanup {
    private final Deque<Runnable> actions = new ArrayDeque<>();

    void add(final Runnable action) {
        actions.push(action);
    }

    /** Nothing is to be undone any more. */
    void clear() {
        actions.clear();
    }

    /** Runs all; throws the first failure, be it an Error, with the others suppressed in it. */
    void run() {
        final Throwable first = runAll(null);
        if (first instanceof final Error error) {
            throw error;
        }
        if (first != null) {
            throw (RuntimeException) first;
        }
    }

    /** Runs all on the way out with a failure; their failures are suppressed in it. Never throws. */
    void runAfter(final Throwable failure) {
        runAll(failure);
    }

    private @Nullable Throwable runAll(final @Nullable Throwable before) {
        Throwable first = before;
        while (!actions.isEmpty()) {
            try {
                actions.pop().run();
            } catch (final RuntimeException | Error failure) { // out of memory too: the others may free some
                if (first == null) {
                    first = failure;
                } else {
                    suppress(first, failure);
                }
            }
        }
        return first;
    }

    private static void suppress(final Throwable first, final Throwable another) {
        if (first == another) {
            return; // the JVM throws an OutOfMemoryError that it made beforehand more than once
        }
        try {
            first.addSuppressed(another);
        } catch (final OutOfMemoryError e) {
            return; // it stays untold: there is no memory even to note it, and the other actions count more
        }
    }
}
