package io.tandem.process.internal;

import java.util.ArrayDeque;
import java.util.Deque;

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

    /** Runs all; throws the first failure with the others suppressed in it. */
    void run() {
        RuntimeException first = null;
        while (!actions.isEmpty()) {
            try {
                actions.pop().run();
            } catch (final RuntimeException failure) {
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** Runs all on the way out with a failure; their failures are suppressed in it. */
    void runAfter(final Throwable failure) {
        try {
            run();
        } catch (final RuntimeException another) {
            failure.addSuppressed(another);
        }
    }
}
