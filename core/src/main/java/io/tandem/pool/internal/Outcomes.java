package io.tandem.pool.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was learnt of tasks under the pool's lock, to be told after it. */
final class Outcomes {
    private final List<Task> tasks = new ArrayList<>();
    /** For each its frame, the reason of its failure, or null where nobody is to be told. */
    private final List<@Nullable Object> outcomes = new ArrayList<>();
    /** Failures of tasks that are still at their workers, and so not done yet. */
    private final List<Runnable> early = new ArrayList<>(0);

    /** Its worker has answered. */
    void answered(final Task task, final Frame frame) {
        add(task, task.over ? null : frame);
    }

    void failed(final Task task, final Throwable reason) {
        add(task, reason);
    }

    /** It has failed for its caller, and goes on. */
    void failedStillThere(final Task task, final Throwable reason) {
        early.add(() -> task.completion.failed(task, reason));
    }

    /** It is over, and its caller knows. */
    void dropped(final Task task) {
        add(task, null);
    }

    private void add(final Task task, final @Nullable Object outcome) {
        task.over = true;
        tasks.add(task);
        outcomes.add(outcome);
    }

    /** Tells; returns how many tasks are done. */
    int tell() {
        final int count = tasks.size();
        for (int i = 0; i < count; i++) {
            final Task task = tasks.get(i);
            final Object outcome = outcomes.get(i);
            task.letGo();
            if (outcome instanceof Frame frame) {
                task.completion.arrived(task, frame);
            } else if (outcome instanceof Throwable reason) {
                task.completion.failed(task, reason);
            }
        }
        tasks.clear();
        outcomes.clear();
        if (!early.isEmpty()) {
            early.forEach(Runnable::run);
            early.clear();
        }
        return count;
    }
}
