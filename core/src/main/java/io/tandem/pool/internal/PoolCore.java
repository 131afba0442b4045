package io.tandem.pool.internal;

import io.tandem.TandemException;
import io.tandem.codec.internal.ThrowableBytes;
import io.tandem.pool.PoolFailedException;
import io.tandem.segment.Domain;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A pool: tasks that wait, workers, and what moves between them. Everything is guarded by one lock, under which nothing waits for
 * another process and no code of users runs; outcomes are told after it.
 */
final class PoolCore {
    private static final System.Logger LOGGER = System.getLogger(PoolCore.class.getName());
    private static final int MOST_READ = 256;
    private static final long REBALANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** A backlog of less isn't worth being shared. */
    private static final long SHARED_BACKLOG_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private enum State {
        RUNNING,
        /** Takes no more tasks, and ends when it has done those it has. */
        SHUT_DOWN,
        /** Drops everything, and ends. */
        TERMINATED
    }

    final PoolOptions options;
    final Domain domain;
    final Functions functions;
    final ResultReader reader = new ResultReader(this);
    final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final PendingTasks pending = new PendingTasks();
    private final WorkerStarts starts;
    private final List<Worker> workers = new ArrayList<>();
    /** The same for those that look without the lock. */
    private volatile Worker[] snapshot = {};

    private State state = State.RUNNING;
    private long taskNumbers;
    /** Tasks whose outcome isn't told yet. Written under the lock. */
    private final AtomicInteger outstanding = new AtomicInteger();

    private boolean hasBackground;
    private boolean rebalanceIsDue;
    private int size;
    private @Nullable PoolFailedException failure;

    PoolCore(final PoolOptions options) {
        this.options = options;
        domain = options.domain();
        functions = new Functions(domain);
        size = options.workers();
        starts = new WorkerStarts(this);
        if (!options.onDemand()) {
            locked(() -> starts.fill(size));
        }
    }

    private void locked(final Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    // ---- for others of this package

    Worker[] workers() {
        return snapshot;
    }

    List<Worker> workerList() {
        return workers;
    }

    ReentrantLock lock() {
        return lock;
    }

    boolean isBusy() {
        return outstanding.get() > 0;
    }

    boolean isRunning() {
        return state == State.RUNNING;
    }

    boolean isShutdown() {
        return state != State.RUNNING;
    }

    void workersChanged() {
        snapshot = workers.toArray(Worker[]::new);
        reader.disturb();
    }

    /** How many tasks may be under way for one call that feeds them, so that no worker waits. */
    int lookAhead() {
        int sum = 0;
        for (final Worker worker : snapshot) {
            sum += worker.window();
        }
        return 2 * Math.max(sum, 2 * size);
    }

    // ---- submitting

    void submit(final Task task) throws InterruptedException {
        submitAll(List.of(task));
    }

    /** Takes tasks in; their completions are told of each, from now on. */
    void submitAll(final List<Task> tasks) throws InterruptedException {
        boolean taken = false;
        final Outcomes outcomes = new Outcomes();
        try {
            lock.lockInterruptibly();
            try {
                while (isRunning() && pending.size() >= options.maxPending()) {
                    room.await();
                }
                requireRunning();
                for (final Task task : tasks) {
                    task.task = ++taskNumbers;
                    pending.add(task);
                }
                outstanding.addAndGet(tasks.size());
                taken = true;
                keepReading();
                dispatch(outcomes);
            } finally {
                lock.unlock();
            }
        } finally {
            if (!taken) {
                tasks.forEach(Task::letGo);
            }
        }
        tell(outcomes);
    }

    private void requireRunning() {
        final PoolFailedException failed = failure;
        if (failed != null) {
            throw new RejectedExecutionException(failed.getMessage(), failed);
        }
        if (!isRunning()) {
            throw new RejectedExecutionException("Pool " + options.name() + " was shut down and takes no more tasks.");
        }
    }

    private void keepReading() {
        if (!hasBackground) {
            hasBackground = true;
            reader.background("tandem-pool-" + options.name()).start();
        }
    }

    /** Whether the thread that reads in the background may end. */
    boolean backgroundEnds() {
        lock.lock();
        try {
            hasBackground = outstanding.get() > 0;
            return !hasBackground;
        } finally {
            lock.unlock();
        }
    }

    // ---- dispatch, all of it under the lock

    /** Gives tasks to workers that have room, starts workers, shares what is at busy ones. */
    void dispatch(final Outcomes outcomes) {
        while (pending.size() > 0) {
            final Worker worker = leastBusy();
            if (worker == null) {
                break;
            }
            assign(worker, outcomes);
        }
        if (options.maxPending() != Integer.MAX_VALUE && pending.size() < options.maxPending()) {
            room.signalAll();
        }
        if (pending.size() > 0) {
            if (options.onDemand()) {
                starts.fill(Math.min(size, busyWorkers() + pending.size()));
            }
        } else {
            rebalance(outcomes);
        }
    }

    private @Nullable Worker leastBusy() {
        Worker best = null;
        for (final Worker worker : workers) {
            if (worker.room(options.tasksPerWorker()) > 0 && (best == null || worker.inFlight() < best.inFlight())) {
                best = worker;
                if (worker.inFlight() == 0) {
                    break;
                }
            }
        }
        return best;
    }

    private int busyWorkers() {
        int busy = 0;
        for (final Worker worker : workers) {
            if (worker.inFlight() > 0 || worker.state == Worker.State.RETIRING) {
                busy++;
            }
        }
        return busy;
    }

    private void assign(final Worker worker, final Outcomes outcomes) {
        final int share = (pending.size() + workers.size() - 1) / workers.size();
        int count = Math.min(worker.room(options.tasksPerWorker()), share);
        while (count-- > 0) {
            final Task task = pending.poll();
            if (task == null) {
                break;
            }
            worker.assign(task);
            watchTime(task);
        }
        flush(worker, outcomes);
    }

    private void flush(final Worker worker, final Outcomes outcomes) {
        final List<Task> back = worker.flush((task, reason) -> outcomes.failed(task, reason));
        for (int i = back.size() - 1; i >= 0; i--) {
            pending.putBack(back.get(i));
        }
    }

    /** Nothing waits: a worker without work gets half of what another one hasn't started. */
    private void rebalance(final Outcomes outcomes) {
        for (final Worker idle : workers) {
            if (idle.inFlight() > 0 || idle.room(options.tasksPerWorker()) <= 0) {
                continue;
            }
            Worker busiest = null;
            for (final Worker worker : workers) {
                if (worker.inFlight() > 1 && (busiest == null || worker.inFlight() > busiest.inFlight())) {
                    busiest = worker;
                }
            }
            if (busiest == null) {
                return;
            }
            if (busiest.backlogNanos() < SHARED_BACKLOG_NANOS && !busiest.isStuck()) {
                lookAgainSoon();
                return;
            }
            final List<Task> shared = busiest.revoke(busiest.inFlight() / 2);
            if (shared.isEmpty()) {
                return;
            }
            for (int i = shared.size() - 1; i >= 0; i--) {
                pending.add(shared.get(i));
            }
            assign(idle, outcomes);
        }
    }

    private void lookAgainSoon() {
        if (!rebalanceIsDue) {
            rebalanceIsDue = true;
            PoolThreads.after(REBALANCE_NANOS, () -> change(outcomes -> rebalanceIsDue = false));
        }
    }

    /** Changes something under the lock, sees to what follows, and tells outcomes after it. */
    void change(final java.util.function.Consumer<Outcomes> action) {
        final Outcomes outcomes = new Outcomes();
        lock.lock();
        try {
            action.accept(outcomes);
            dispatch(outcomes);
        } finally {
            lock.unlock();
        }
        tell(outcomes);
    }

    // ---- results

    /** Takes what a worker has answered, and enters it. Any thread may; one at a time for each worker. */
    void read(final Worker worker) {
        synchronized (worker.reading) {
            final List<Frame> frames = worker.frames;
            while (worker.take(MOST_READ)) {
                try {
                    enter(worker, frames);
                } finally {
                    frames.clear();
                }
            }
        }
    }

    private void enter(final Worker worker, final List<Frame> frames) {
        final Outcomes outcomes = worker.outcomes;
        lock.lock();
        try {
            int answers = 0;
            for (final Frame frame : frames) {
                switch (frame.kind) {
                    case FrameDescriptor.DONE, FrameDescriptor.FAILED -> {
                        final Task task = worker.answered(frame);
                        if (task != null) {
                            answers++;
                            outcomes.answered(task, frame);
                        }
                    }
                    case FrameDescriptor.READY -> worker.isReady();
                    case FrameDescriptor.INITIALIZER_FAILED -> initializerFailed(worker, frame, outcomes);
                    case FrameDescriptor.DUMPED -> worker.dumped(frame);
                    default ->
                        LOGGER.log(System.Logger.Level.WARNING, "{0} sent a message of kind {1}.", worker, frame.kind);
                }
            }
            if (answers > 0) {
                starts.progress();
                worker.learn(answers, System.nanoTime());
                if (worker.done >= options.tasksPerWorker() || worker.board.memory() > options.memoryPerWorker()) {
                    retire(worker);
                }
            }
            dispatch(outcomes);
        } finally {
            lock.unlock();
        }
        tell(outcomes);
    }

    private void initializerFailed(final Worker worker, final Frame frame, final Outcomes outcomes) {
        fail(
                new PoolFailedException(
                        "The initializer of pool " + options.name() + " failed in " + worker
                                + ", so that the pool has no workers. Its exception is the cause.",
                        failureOf(frame)),
                outcomes);
    }

    Throwable failureOf(final Frame frame) {
        return frame.body instanceof byte[] bytes
                ? ThrowableBytes.read(bytes, PoolCore.class.getClassLoader())
                : new TandemException("A worker told of a failure without saying which.");
    }

    /** No workers can be had: everything fails, once. */
    void fail(final PoolFailedException reason, final Outcomes outcomes) {
        if (failure == null) {
            failure = reason;
            end(reason, outcomes);
        }
    }

    /** Tells outcomes; without the lock. */
    private void tell(final Outcomes outcomes) {
        final int told = outcomes.tell();
        if (told > 0) {
            lock.lock();
            try {
                outstanding.addAndGet(-told);
                endIfDone();
            } finally {
                lock.unlock();
            }
        } else if (isShutdown()) {
            locked(this::endIfDone);
        }
    }

    // ---- cancelling, limits

    /** Takes a task back, or lets go of it and has it interrupted; false if its outcome is there already. */
    boolean cancel(final Task task, final boolean interrupt) {
        final boolean[] cancelled = {false};
        change(outcomes -> cancelled[0] = cancel(task, interrupt, outcomes));
        return cancelled[0];
    }

    private boolean cancel(final Task task, final boolean interrupt, final Outcomes outcomes) {
        if (task.over) {
            return false;
        }
        task.over = true;
        final Worker worker = task.worker;
        if (pending.remove(task) || worker != null && worker.revoke(task)) {
            outcomes.dropped(task);
        } else if (worker != null && interrupt) {
            stop(worker, task);
        }
        return true;
    }

    /** Cancels all tasks that fit and haven't been started. */
    void cancelAll(final Predicate<Task> which) {
        change(outcomes -> {
            for (final Task task : pending.removeAll(which)) {
                task.over = true;
                outcomes.dropped(task);
            }
            for (final Worker worker : workers) {
                for (final Task task : worker.present()) {
                    if (which.test(task) && !task.over) {
                        cancel(task, false, outcomes);
                    }
                }
            }
        });
    }

    /** Interrupts a task that runs, and kills its worker if that doesn't help. */
    private void stop(final Worker worker, final Task task) {
        worker.sendControl(FrameDescriptor.CANCEL, task.task);
        PoolThreads.after(
                options.gracePeriod().toNanos(),
                () -> locked(() -> {
                    if (task.worker == worker) {
                        worker.kill();
                    }
                }));
    }

    private void watchTime(final Task task) {
        final long limit = task.timeLimitNanos();
        if (limit != Long.MAX_VALUE) {
            PoolThreads.after(limit, () -> lookAtTime(task, limit));
        }
    }

    private void lookAtTime(final Task task, final long limit) {
        change(outcomes -> {
            final Worker worker = task.worker;
            if (worker == null || task.over) {
                return;
            }
            final boolean runs = worker.hasStarted(task) && worker.board.runningTask() == task.task;
            final long left = runs ? limit - (System.nanoTime() - worker.board.runningSince()) : limit;
            if (left > 0) {
                PoolThreads.after(left, () -> lookAtTime(task, limit));
                return;
            }
            task.over = true;
            outcomes.failedStillThere(
                    task,
                    new TimeoutException("It ran for more than its limit of " + TimeUnit.NANOSECONDS.toMillis(limit)
                            + " ms in " + worker + ", which was told to stop it."));
            stop(worker, task);
        });
    }

    /** Lets go of a function that no task needs any more, here and at the workers. */
    void forget(final FunctionRef ref) {
        ref.letGo();
        locked(() -> workers.forEach(worker -> worker.forget(ref.number)));
    }

    // ---- workers come and go

    void retire(final Worker worker) {
        if (worker.state == Worker.State.READY) {
            worker.state = Worker.State.RETIRING;
            worker.revoke(Integer.MAX_VALUE).forEach(pending::putBack);
        }
        if (worker.state == Worker.State.RETIRING && worker.inFlight() == 0 && !worker.endIsDue) {
            worker.endIsDue = true;
            starts.stop(worker);
        }
    }

    /** Its process has ended: what it had answered counts, what it had started fails, and the rest goes to others. */
    void workerEnded(final Worker worker, final WorkerEnd end) {
        synchronized (worker.reading) {
            read(worker);
            final Outcomes outcomes = new Outcomes();
            lock.lock();
            try {
                worker.state = Worker.State.ENDED;
                workers.remove(worker);
                workersChanged();
                settle(worker, end, outcomes);
                if (state == State.RUNNING || outstanding.get() > 0) {
                    starts.replace(worker, end, outcomes);
                }
                dispatch(outcomes);
            } finally {
                lock.unlock();
            }
            worker.close();
            tell(outcomes);
        }
    }

    private void settle(final Worker worker, final WorkerEnd end, final Outcomes outcomes) {
        final List<Task> present = worker.present();
        for (int i = present.size() - 1; i >= 0; i--) {
            final Task task = present.get(i);
            final boolean started = worker.hasStarted(task);
            worker.release(task);
            if (task.over) {
                outcomes.dropped(task);
            } else if (!started) {
                pending.putBack(task);
            } else if (++task.deaths <= task.options.retriesOr(options.retries())) {
                pending.putBack(task);
            } else {
                outcomes.failed(task, end.exception(worker, task));
            }
        }
    }

    /** Changes how many workers there are at most. */
    void resize(final int workersWanted) {
        change(outcomes -> {
            size = workersWanted;
            int surplus = workers.size() - size;
            for (int i = workers.size() - 1; i >= 0 && surplus > 0; i--, surplus--) {
                end(workers.get(i));
            }
            if (!options.onDemand()) {
                starts.fill(size);
            }
        });
    }

    int size() {
        return size;
    }

    // ---- the end

    void shutDown() {
        change(outcomes -> {
            if (state == State.RUNNING) {
                state = State.SHUT_DOWN;
                room.signalAll();
            }
        });
    }

    /** Drops all tasks, and has the workers end; those that don't in time are killed. */
    void terminate() {
        change(outcomes -> end(
                new CancellationException("Pool " + options.name() + " was terminated before this task was done."),
                outcomes));
    }

    private void end(final Throwable reason, final Outcomes outcomes) {
        state = State.TERMINATED;
        room.signalAll();
        for (final Task task : pending.removeAll(task -> true)) {
            task.over = true;
            outcomes.failed(task, reason);
        }
        for (final Worker worker : workers) {
            for (final Task task : worker.present()) {
                if (!task.over) {
                    task.over = true;
                    outcomes.failedStillThere(task, reason);
                }
            }
            starts.terminate(worker);
        }
    }

    private void endIfDone() {
        if (state == State.RUNNING || outstanding.get() > 0) {
            return;
        }
        if (workers.isEmpty()) {
            if (!ended.isDone()) {
                PoolThreads.helpers().execute(() -> ended.complete(null));
            }
            return;
        }
        workers.forEach(this::end);
    }

    /** Has a worker end that isn't needed any more, when it has done what it has started. */
    private void end(final Worker worker) {
        if (worker.state == Worker.State.STARTING) {
            starts.terminate(worker);
        } else {
            retire(worker);
        }
    }
}
