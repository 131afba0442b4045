package io.tandem.process.internal;

import io.tandem.segment.internal.FirstFailure;
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

    /** Runs all; throws the first failure, be it an Error, with the others suppressed in it. */
    void run() {
        final FirstFailure failure = new FirstFailure();
        runAll(failure);
        failure.rethrow();
    }

    /** Runs all on the way out with a failure; their failures are suppressed in it. Never throws. */
    void runAfter(final Throwable failure) {
        runAll(new FirstFailure(failure));
    }

    private void runAll(final FirstFailure failure) {
        while (!actions.isEmpty()) {
            failure.attempt(actions.pop());
        }
    }
}
