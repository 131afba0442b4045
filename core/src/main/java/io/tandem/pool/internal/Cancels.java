package io.tandem.pool.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Takes back tasks that aren't wanted any more, and has those stopped that run. Under the pool's lock, but for what says otherwise. */
final class Cancels {
    private final PoolCore core;
    private final List<Worker> workers;
    private final Dispatch dispatch;

    Cancels(final PoolCore core, final List<Worker> workers, final Dispatch dispatch) {
        this.core = core;
        this.workers = workers;
        this.dispatch = dispatch;
    }

    /** False if its outcome is there already. */
    boolean cancel(final Task task, final boolean interrupt, final Outcomes outcomes) {
        if (task.over) {
            return false;
        }
        task.over = true;
        if (takeBack(task)) {
            outcomes.finished(task);
            return true;
        }
        final Worker worker = task.worker;
        if (worker != null) {
            worker.board.askToStop(task.slot, task.task); // first: a chunk whose items can't be taken back yet looks
            if (task.isChunk() && !task.allBegun) {
                final int limit = worker.board.takeBack(task.task, true);
                task.end = limit < 0 ? task.end : Math.max(limit, task.first);
            }
            if (interrupt) {
                stop(worker, task);
            }
        }
        return true;
    }

    /** Whether it hadn't been started, and isn't going to be. */
    private boolean takeBack(final Task task) {
        final Worker worker = task.worker;
        return dispatch.remove(task) || worker != null && worker.leases.revoke(task);
    }

    /** One that a task has submitted. */
    void cancelNested(final Worker owner, final Frame request, final Outcomes outcomes) {
        final Predicate<Task> which = task -> task.nestedNumber == request.task
                && task.completion instanceof NestedAnswers answers
                && answers.owner == owner;
        for (final Task task : present(which)) {
            cancel(task, request.has(FrameDescriptor.INTERRUPT), outcomes);
        }
        dispatch.removeAll(which).forEach(outcomes::finished);
    }

    private List<Task> present(final Predicate<Task> which) {
        final List<Task> found = new ArrayList<>();
        for (final Worker worker : workers) {
            for (final Task task : worker.leases.present()) {
                if (which.test(task)) {
                    found.add(task);
                }
            }
        }
        return found;
    }

    /** All that fit, where they haven't been started; of those that have, the items that weren't begun. */
    void cancelAll(final Predicate<Task> which, final Outcomes outcomes) {
        dispatch.removeAll(which).forEach(outcomes::finished);
        for (final Task task : present(which)) {
            cancel(task, false, outcomes);
        }
    }

    /** Takes back all that haven't been started, but for what tasks have submitted. */
    List<Task> takeAll(final Outcomes outcomes) {
        final Predicate<Task> which = task -> !(task.completion instanceof NestedAnswers);
        final List<Task> taken = new ArrayList<>(dispatch.removeAll(which));
        for (final Task task : present(which)) {
            if (!task.over && takeBack(task)) {
                taken.add(task);
            }
        }
        taken.forEach(outcomes::finished);
        return taken;
    }

    /** Interrupts a task that runs, and kills its worker if that doesn't help. */
    private void stop(final Worker worker, final Task task) {
        worker.sendControl(FrameDescriptor.CANCEL, task.task);
        task.watch(PoolThreads.schedule(
                core.options.gracePeriod().toNanos(),
                () -> core.change(outcomes -> {
                    if (task.worker == worker) {
                        worker.kill();
                    }
                })));
    }

    void watchTime(final Task task) {
        if (task.nanos > 0) {
            lookLater(task, task.nanos);
        }
    }

    private void lookLater(final Task task, final long nanos) {
        task.watch(PoolThreads.schedule(nanos, () -> core.change(outcomes -> lookAtTime(task, outcomes))));
    }

    private void lookAtTime(final Task task, final Outcomes outcomes) {
        final @Nullable Worker worker = task.worker;
        if (worker == null || task.over) {
            return;
        }
        final long limit = task.nanos;
        final long now = System.nanoTime();
        if (worker.leases.hasStarted(task)) {
            if (worker.board.runningTask() == task.task) {
                task.runsSince = worker.board.runningSince();
            } else if (task.runsSince == 0) { // one that it has submitted runs within it
                task.runsSince = now;
            }
        }
        final long left = task.runsSince == 0 ? limit : limit - (now - task.runsSince);
        if (left > 0) {
            lookLater(task, left);
            return;
        }
        task.over = true;
        outcomes.failed(
                task,
                task.first,
                task.end,
                new TimeoutException("It ran for more than its limit of " + TimeUnit.NANOSECONDS.toMillis(limit)
                        + " ms in " + worker + ", which was told to stop it."));
        worker.board.askToStop(task.slot, task.task);
        stop(worker, task);
    }
}
