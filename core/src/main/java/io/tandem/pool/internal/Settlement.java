package io.tandem.pool.internal;

import java.util.Comparator;
import java.util.List;

/** What becomes of the tasks that were at a worker when its process ended. Under the pool's lock, after its last answers were entered. */
final class Settlement {
    private final PoolCore core;
    private final Dispatch dispatch;
    private final Worker worker;
    private final WorkerEnd end;

    Settlement(final PoolCore core, final Dispatch dispatch, final Worker worker, final WorkerEnd end) {
        this.core = core;
        this.dispatch = dispatch;
        this.worker = worker;
        this.end = end;
    }

    /** The last first, since each is put back ahead of what waits. */
    void settle(final Outcomes outcomes) {
        final List<Task> present = worker.leases.present();
        present.sort(Comparator.comparingLong(task -> task.task));
        for (int i = present.size() - 1; i >= 0; i--) {
            final Task task = present.get(i);
            final int begun = begun(task);
            worker.leases.release(task);
            if (task.over) {
                outcomes.finished(task);
            } else {
                settle(task, begun, outcomes);
            }
        }
    }

    /** The item behind the last that was begun. */
    private int begun(final Task task) {
        if (!worker.leases.hasStarted(task)) {
            return task.first;
        }
        if (!task.isChunk() || task.allBegun) {
            return task.end;
        }
        return Math.max(task.first, Math.min(worker.board.begun(task.task), task.end));
    }

    private void settle(final Task task, final int begun, final Outcomes outcomes) {
        if (begun < task.end) {
            if (begun == task.first) {
                core.renumber(task);
                dispatch.putBack(task);
                return;
            }
            dispatch.putBack(core.split(task, begun));
        }
        if (task.first == task.end) {
            outcomes.finished(task); // all of it was answered, but for the end
            return;
        }
        if (task.deaths < task.options.retriesOr(core.options.retries())) {
            retry(task);
        } else {
            task.died();
            outcomes.failed(task, task.first, task.end, end.exception(worker, task));
            outcomes.finished(task);
        }
    }

    /** The item that ran last is to blame, and runs by itself; those before it only lost their results. */
    private void retry(final Task task) {
        core.retried();
        final Task last = task.end - task.first > 1 ? core.split(task, task.end - 1) : task;
        last.died();
        last.allBegun = false;
        core.renumber(last);
        dispatch.putBack(last);
        if (last != task) {
            task.allBegun = false;
            core.renumber(task);
            dispatch.putBack(task);
        }
    }
}
