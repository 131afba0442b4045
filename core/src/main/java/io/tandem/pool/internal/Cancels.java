package io.tandem.pool.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

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
        cancelNested(
                task -> task.nestedNumber == request.task && isOf(owner, task),
                request.has(FrameDescriptor.INTERRUPT),
                outcomes);
    }

    /** All that a worker's tasks have submitted, since it has died. */
    void cancelNested(final Worker owner, final Outcomes outcomes) {
        cancelNested(task -> isOf(owner, task), true, outcomes);
    }

    private static boolean isOf(final Worker owner, final Task task) {
        return task.completion instanceof NestedAnswers answers && answers.owner == owner;
    }

    private void cancelNested(final Predicate<Task> which, final boolean interrupt, final Outcomes outcomes) {
        for (final Task task : present(which)) {
            cancel(task, interrupt, outcomes);
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

    /** Takes back all that haven't been started, but for what tasks have submitted; returns the single ones, in order. */
    List<Runnable> takeSingles(final Throwable reason, final Outcomes outcomes) {
        final Predicate<Task> which = task -> !(task.completion instanceof NestedAnswers);
        final List<Task> taken = new ArrayList<>(dispatch.removeAll(which));
        for (final Task task : present(which)) {
            if (!task.over && takeBack(task)) {
                taken.add(task);
            }
        }
        taken.sort(Comparator.comparingLong(task -> task.task));
        final List<Runnable> singles = new ArrayList<>();
        for (final Task task : taken) {
            final Runnable local = task.completion instanceof TaskFuture<?> future ? future.local() : null;
            if (local != null) {
                singles.add(local);
            }
            outcomes.failed(task, task.first, task.end, reason);
            outcomes.finished(task);
        }
        return singles;
    }

    /** Interrupts a task that runs, and kills its worker if that doesn't help. */
    void stop(final Worker worker, final Task task) {
        worker.sendControl(FrameDescriptor.CANCEL, task.task);
        final long number = task.task;
        core.starts.afterGrace(worker, still -> {
            if (still.leases.present().stream().anyMatch(each -> each.task == number)) {
                still.kill();
            }
        });
    }
}
