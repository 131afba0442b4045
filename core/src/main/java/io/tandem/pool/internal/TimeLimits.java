package io.tandem.pool.internal;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends tasks that run for longer than they may. One look at all of them is due at a time, so that nothing is kept of tasks that were
 * done in time. Under the pool's lock.
 */
final class TimeLimits {
    private static final long NOT_DUE = Long.MAX_VALUE;

    private final PoolCore core;
    private final List<Worker> workers;
    private final Cancels cancels;
    private final long origin = System.nanoTime();
    /** When the next look is due, counted from the origin. */
    private long nextLook = NOT_DUE;

    TimeLimits(final PoolCore core, final List<Worker> workers, final Cancels cancels) {
        this.core = core;
        this.workers = workers;
        this.cancels = cancels;
    }

    /** A task is at a worker now. */
    void watch(final Task task) {
        if (task.nanos > 0) {
            lookIn(task.nanos);
        }
    }

    private void lookIn(final long nanos) {
        final long now = System.nanoTime() - origin;
        final long at = nanos > NOT_DUE - now ? NOT_DUE - 1 : now + nanos;
        if (at < nextLook) {
            nextLook = at;
            PoolThreads.after(nanos, core, its -> its.change(outcomes -> its.limits.look(at, outcomes)));
        }
    }

    private void look(final long due, final Outcomes outcomes) {
        if (due != nextLook) {
            return; // an earlier one came in its place
        }
        nextLook = NOT_DUE;
        long least = NOT_DUE;
        for (final Worker worker : workers) {
            for (final Task task : worker.leases.present()) {
                if (task.nanos > 0 && !task.over) {
                    least = Math.min(least, look(worker, task, outcomes));
                }
            }
        }
        if (least != NOT_DUE) {
            lookIn(least);
        }
    }

    /** Ends it if its time is up; returns after which time to look again. */
    private long look(final Worker worker, final Task task, final Outcomes outcomes) {
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
            return left;
        }
        task.over = true;
        outcomes.failed(
                task,
                task.first,
                task.end,
                new TimeoutException("It ran for more than its limit of " + TimeUnit.NANOSECONDS.toMillis(limit)
                        + " ms in " + worker + ", which was told to stop it."));
        worker.board.askToStop(task.slot, task.task);
        cancels.stop(worker, task);
        return NOT_DUE;
    }
}
