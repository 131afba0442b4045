package io.tandem.pool.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which task goes to which worker: those that wait, and what is sent, taken back and given to another. All of it under the pool's
 * lock.
 */
final class Dispatch {
    private static final long REBALANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** A backlog of less isn't worth being shared. */
    private static final long SHARED_BACKLOG_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private final PoolCore core;
    private final List<Worker> workers;
    private final PendingTasks pending = new PendingTasks();
    /** Those that tasks have submitted, which go first: what was begun is to end. */
    private final PendingTasks nested = new PendingTasks();

    private boolean rebalanceIsDue;

    Dispatch(final PoolCore core, final List<Worker> workers) {
        this.core = core;
        this.workers = workers;
    }

    // ---- tasks that wait

    /** Of those that weren't submitted by tasks. */
    int pendingSize() {
        return pending.size();
    }

    int waitingTasks() {
        return pending.size() + nested.size();
    }

    private PendingTasks queueOf(final Task task) {
        return ownerOf(task) == null ? pending : nested;
    }

    private static @Nullable Worker ownerOf(final Task task) {
        return task.completion instanceof NestedAnswers answers ? answers.owner : null;
    }

    void add(final Task task) {
        queueOf(task).add(task);
    }

    /** Puts one back that was taken, ahead of its like. */
    void putBack(final Task task) {
        queueOf(task).putBack(task);
    }

    /** The same for several, the first of which is to be first. */
    private void putBackAll(final List<Task> tasks) {
        for (int i = tasks.size() - 1; i >= 0; i--) {
            putBack(tasks.get(i));
        }
    }

    boolean remove(final Task task) {
        return queueOf(task).remove(task);
    }

    List<Task> removeAll(final Predicate<Task> which) {
        final List<Task> removed = new ArrayList<>(nested.removeAll(which));
        removed.addAll(pending.removeAll(which));
        return removed;
    }

    /** Nothing of what waits is going to be run. */
    void drop(final Throwable reason, final Outcomes outcomes) {
        for (final Task task : removeAll(task -> true)) {
            if (!task.over) {
                outcomes.failed(task, task.first, task.end, reason);
            }
            outcomes.finished(task);
        }
    }

    private @Nullable Task poll() {
        return nested.size() > 0 ? nested.poll() : pending.poll();
    }

    // ---- to workers

    /** Gives tasks to workers that have room, and shares what is at busy ones. */
    void run(final Outcomes outcomes) {
        help(outcomes);
        while (waitingTasks() > 0) {
            final Worker worker = leastBusy();
            if (worker == null) {
                lookAgainIfFull();
                return;
            }
            assign(worker, outcomes);
        }
        rebalance(outcomes);
    }

    /** No answer tells of room in a ring that was full of what was taken back. */
    private void lookAgainIfFull() {
        for (final Worker worker : workers) {
            if (worker.isFull()) {
                lookAgainSoon();
            }
        }
    }

    private @Nullable Worker leastBusy() {
        Worker best = null;
        for (final Worker worker : workers) {
            if (worker.room(core.options.tasksPerWorker()) > 0
                    && (best == null || worker.inFlight() < best.inFlight())) {
                best = worker;
                if (worker.inFlight() == 0) {
                    break;
                }
            }
        }
        return best;
    }

    int busyWorkers() {
        int busy = 0;
        for (final Worker worker : workers) {
            if (worker.inFlight() > 0 || worker.state == Worker.State.RETIRING) {
                busy++;
            }
        }
        return busy;
    }

    private void assign(final Worker worker, final Outcomes outcomes) {
        final int share = (waitingTasks() + workers.size() - 1) / workers.size();
        int count = Math.min(worker.room(core.options.tasksPerWorker()), share);
        while (count-- > 0) {
            final Task task = poll();
            if (task == null) {
                break;
            }
            worker.assign(task, false);
            core.limits.watch(task);
        }
        flush(worker, outcomes);
    }

    private void flush(final Worker worker, final Outcomes outcomes) {
        putBackAll(worker.flush((task, reason) -> {
            outcomes.failed(task, task.first, task.end, reason);
            outcomes.finished(task);
        }));
    }

    /** Nothing waits: a worker without work gets half of what another one hasn't begun. */
    private void rebalance(final Outcomes outcomes) {
        for (final Worker idle : workers) {
            if (idle.inFlight() > 0 || idle.room(core.options.tasksPerWorker()) <= 0) {
                continue;
            }
            final Worker busiest = busiest();
            if (busiest == null) {
                return;
            }
            if (!busiest.isStuck() && (busiest.inFlight() == 1 || busiest.backlogNanos() < SHARED_BACKLOG_NANOS)) {
                lookAgainSoon();
                return;
            }
            if (!share(busiest) && !shareOfOthers(busiest)) {
                return;
            }
            assign(idle, outcomes);
        }
    }

    private @Nullable Worker busiest() {
        Worker busiest = null;
        for (final Worker worker : workers) {
            if (mayShare(worker) && (busiest == null || worker.inFlight() > busiest.inFlight())) {
                busiest = worker;
            }
        }
        return busiest;
    }

    private static boolean mayShare(final Worker worker) {
        return worker.inFlight() > 1 || worker.inFlight() == 1 && worker.leases.hasChunk();
    }

    /** The busiest has begun all that it has, such as tasks that wait for one another: this may last. */
    private boolean shareOfOthers(final Worker busiest) {
        for (final Worker worker : workers) {
            if (worker == busiest || !mayShare(worker)) {
                continue;
            }
            if (!worker.isStuck()) {
                lookAgainSoon();
            } else if (share(worker)) {
                return true;
            }
        }
        return false;
    }

    /** Takes half of what a worker hasn't begun. */
    private boolean share(final Worker busiest) {
        final List<Task> shared = busiest.leases.revoke(busiest.inFlight() / 2);
        for (int i = shared.size() - 1; i >= 0; i--) {
            add(shared.get(i));
        }
        if (!shared.isEmpty()) {
            return true;
        }
        final Task rest = takeBackItems(busiest, false);
        if (rest == null) {
            if (isAboutToBegin(busiest)) {
                lookAgainSoon();
            }
            return false;
        }
        add(rest);
        return true;
    }

    /** Whether there is a chunk at it whose items can't be taken back yet. */
    private static boolean isAboutToBegin(final Worker worker) {
        for (final Task task : worker.leases.present()) {
            if (task.isChunk()
                    && !task.allBegun
                    && !task.over
                    && !(worker.leases.hasStarted(task) && worker.board.begun(task.task) >= 0)) {
                return true;
            }
        }
        return false;
    }

    private void lookAgainSoon() {
        if (!rebalanceIsDue) {
            rebalanceIsDue = true;
            PoolThreads.after(REBALANCE_NANOS, () -> core.change(outcomes -> rebalanceIsDue = false));
        }
    }

    /** Takes back items of the chunk that a worker runs, all or half of those that weren't begun; null if there are none. */
    @Nullable
    Task takeBackItems(final Worker worker, final boolean all) {
        for (final Task task : worker.leases.present()) {
            if (task.isChunk() && !task.allBegun && !task.over && worker.leases.hasStarted(task)) {
                final int limit = worker.board.takeBack(task.task, all);
                if (limit >= 0) {
                    task.allBegun = all;
                    return limit < task.end ? core.split(task, limit) : null;
                }
            }
        }
        return null;
    }

    /** Has other workers run what a worker hasn't begun of its chunk. */
    void takeBackRest(final Worker worker) {
        final Task rest = takeBackItems(worker, true);
        if (rest != null) {
            putBack(rest);
        }
    }

    // ---- tasks of tasks

    /** A task waits for those that it has submitted: its worker runs these itself, where no other one has begun them, and nothing else. */
    void waits(final Worker worker) {
        worker.waits++;
        takeBackRest(worker);
        putBackAll(worker.leases.revokeAll(task -> !task.has(FrameDescriptor.HELP)));
    }

    void resumes(final Worker worker) {
        worker.waits--;
        putBackAll(worker.leases.revokeAll(task -> task.has(FrameDescriptor.HELP)));
    }

    private void help(final Outcomes outcomes) {
        for (final Worker worker : workers) {
            if (worker.waits > 0 && worker.leases.helps() < worker.waits) {
                final Task own = ownTask(worker);
                if (own != null) {
                    worker.assign(own, true);
                    core.limits.watch(own);
                    flush(worker, outcomes);
                }
            }
        }
    }

    private @Nullable Task ownTask(final Worker worker) {
        final Task waiting = nested.pollFirst(task -> ownerOf(task) == worker);
        if (waiting != null) {
            return waiting;
        }
        for (final Worker other : workers) {
            if (other != worker) {
                for (final Task task : other.leases.present()) {
                    if (ownerOf(task) == worker && other.leases.revoke(task)) {
                        return task;
                    }
                }
            }
        }
        return null;
    }
}
