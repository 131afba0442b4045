package io.tandem.pool.internal;

import java.util.ArrayList;
import java.util.List;

/** What was learnt of tasks under the pool's lock, to be told after it. */
final class Outcomes {
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

    /** Tells; returns how many tasks are done. */
    int tell() {
        final int count = tasks.size();
        for (int i = 0; i < count; i++) {
            final Task task = tasks.get(i);
            if (outcomes.get(i) instanceof Frame frame) {
                task.completion.arrived(task, frame);
            } else if (outcomes.get(i) instanceof Failure failure) {
                task.completion.failed(task, failure.first, failure.end, failure.reason);
            }
        }
        final int done = finished.size();
        for (int i = 0; i < done; i++) {
            finished.get(i).letGo();
        }
        tasks.clear();
        outcomes.clear();
        finished.clear();
        return done;
    }
}
