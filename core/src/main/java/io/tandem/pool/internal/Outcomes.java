package io.tandem.pool.internal;

import java.util.ArrayList;
import java.util.List;

/** What was learnt of tasks under the pool's lock, to be told after it. */
final class Outcomes {
    private static final System.Logger LOGGER = System.getLogger(Outcomes.class.getName());
    private static final Task[] NO_TASKS = {};
    private final List<Task> tasks = new ArrayList<>();
    /** For each its frame or failure. */
    private final List<Object> outcomes = new ArrayList<>();
    /** Tasks that nothing more comes of. */
    private final List<Task> finished = new ArrayList<>();

    private record Failure(int first, int end, Throwable reason) {}

    /** Its worker has answered, for all of it or for some items. */
    void answered(final Task task, final Frame frame) {
        if (!task.over) {
            tasks.add(task);
            outcomes.add(frame);
        }
    }

    /** Some items of it have failed; it may be at its worker still. */
    void failed(final Task task, final int first, final int end, final Throwable reason) {
        tasks.add(task);
        outcomes.add(new Failure(first, end, reason));
    }

    /** It is at no worker, and nothing more comes of it. */
    void finished(final Task task) {
        task.over = true;
        finished.add(task);
    }

    private static void tell(final Task task, final Object outcome) {
        try {
            if (outcome instanceof Frame frame) {
                task.completion.arrived(task, frame);
            } else if (outcome instanceof Failure failure) {
                task.completion.failed(task, failure.first, failure.end, failure.reason);
            }
        } catch (final RuntimeException | Error e) { // of this one alone: the others are told all the same
            LOGGER.log(System.Logger.Level.ERROR, "What became of " + task + " couldn't be told.", e);
        }
    }

    /** Tells; returns how many tasks are done. What is told may lead to more, which is entered here meanwhile. */
    int tell() {
        if (tasks.isEmpty() && finished.isEmpty()) {
            return 0;
        }
        final Task[] told = tasks.toArray(NO_TASKS);
        final Object[] what = outcomes.toArray();
        final Task[] over = finished.toArray(NO_TASKS);
        tasks.clear();
        outcomes.clear();
        finished.clear();
        for (int i = 0; i < told.length; i++) {
            tell(told[i], what[i]);
        }
        for (final Task task : over) {
            task.letGo();
        }
        return over.length;
    }
}
