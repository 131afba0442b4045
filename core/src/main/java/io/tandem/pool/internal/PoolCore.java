package io.tandem.pool.internal;

import io.tandem.pool.PoolFailedException;
import io.tandem.process.internal.StartOrigin;
import io.tandem.segment.Domain;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A pool: tasks that wait, workers, and what moves between them. Everything is guarded by one lock, under which nothing waits for
 * another process and no code of users runs; outcomes are told after it.
 */
final class PoolCore implements Dispatcher {

    private enum State {
        RUNNING,
        /** Takes no more tasks, and ends when it has done those it has. */
        SHUT_DOWN,
        /** Drops everything, and ends. */
        TERMINATED
    }

    /** Of all pools of all processes. */
    final String identity = UUID.randomUUID().toString();

    /** Where it was made, which its workers must not do again. */
    final StartOrigin origin = StartOrigin.here();

    final PoolOptions options;
    private final Domain domain;
    private final Functions functions;
    final ResultReader reader = new ResultReader(this);
    final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final List<Worker> workers = new ArrayList<>();
    /** The same for those that look without the lock. */
    private volatile Worker[] snapshot = {};

    private final Dispatch dispatch = new Dispatch(this, workers);
    private final Cancels cancels = new Cancels(this, workers, dispatch);
    final TimeLimits limits = new TimeLimits(this, workers, cancels);
    final WorkerStarts starts;
    private final Answers answers;

    private volatile State state = State.RUNNING;
    private long taskNumbers;
    private final Counts counts = new Counts();
    final Reports reports = new Reports(this, lock, dispatch, counts);
    /** Tasks whose outcome isn't told yet. Written under the lock. */
    private final AtomicInteger outstanding = new AtomicInteger();

    private boolean hasBackground;
    private volatile int size;
    private @Nullable PoolFailedException failure;

    PoolCore(final PoolOptions options) {
        this.options = options;
        if (options.isEager()) {
            origin.check();
        }
        domain = options.domain();
        functions = new Functions(domain);
        size = options.workers();
        starts = new WorkerStarts(this);
        answers = new Answers(this, lock, dispatch, cancels, starts, counts);
        if (options.isEager()) {
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

    @Override
    public String name() {
        return options.name();
    }

    @Override
    public Domain domain() {
        return domain;
    }

    @Override
    public Functions functions() {
        return functions;
    }

    @Override
    public boolean await(final BooleanSupplier settled, final long nanos) throws InterruptedException {
        return reader.await(settled, nanos);
    }

    @Override
    public void disturb() {
        reader.disturb();
    }

    Worker[] snapshot() {
        return snapshot;
    }

    List<Worker> workerList() {
        return workers;
    }

    /** Whether anything is to come from workers. */
    boolean isBusy() {
        if (outstanding.get() > 0) {
            return true;
        }
        for (final Worker worker : snapshot) {
            if (worker.owesDump()) {
                return true;
            }
        }
        return false;
    }

    boolean isRunning() {
        return state == State.RUNNING;
    }

    boolean isTerminated() {
        return state == State.TERMINATED;
    }

    boolean isShutdown() {
        return state != State.RUNNING;
    }

    void workersChanged() {
        snapshot = workers.toArray(Worker[]::new);
        reader.disturb();
    }

    @Override
    public int lookAhead() {
        int sum = 0;
        for (final Worker worker : snapshot) {
            sum += worker.window();
        }
        return 2 * Math.max(sum, 2 * size);
    }

    @Override
    public int size() {
        return size;
    }

    // ---- submitting

    @Override
    public void submitAll(final List<Task> tasks) throws InterruptedException {
        boolean taken = false;
        final Outcomes outcomes = new Outcomes();
        try {
            lock.lock(); // who is interrupted may submit, as with other executors, but not wait for room
            try {
                while (isRunning() && dispatch.pendingSize() >= options.maxPending()) {
                    room.await();
                }
                requireRunning(tasks);
                for (final Task task : tasks) {
                    enter(task);
                }
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

    /** Of something to be told of by a worker. Under the lock. */
    long nextNumber() {
        return ++taskNumbers;
    }

    /** Takes a task in. Under the lock. */
    void enter(final Task task) {
        task.task = nextNumber();
        dispatch.add(task);
        outstanding.incrementAndGet();
    }

    @Override
    public void callBegins() {
        locked(() -> {
            requireRunning(List.of());
            outstanding.incrementAndGet();
        });
    }

    @Override
    public void callEnds() {
        if (outstanding.decrementAndGet() == 0) {
            locked(this::endIfDone);
        }
    }

    private void requireRunning(final List<Task> tasks) {
        final PoolFailedException failed = failure;
        if (failed != null) {
            throw new RejectedExecutionException(failed.getMessage(), failed);
        }
        if (!tasks.isEmpty() && tasks.get(0).completion instanceof ItemsCall call && call.hasBegun()) {
            if (isTerminated()) {
                throw terminated();
            }
            if (call.isFinishedAnyway()) {
                return;
            }
        }
        if (!isRunning()) {
            throw new RejectedExecutionException("Pool " + options.name() + " was shut down and takes no more tasks.");
        }
    }

    /** Has a thread read what is to come while nobody waits for it. Under the lock. */
    void keepReading() {
        if (!hasBackground) {
            hasBackground = true;
            reader.background("tandem-pool-" + options.name()).start();
        }
    }

    /** Whether the thread that reads in the background may end. */
    boolean backgroundEnds() {
        lock.lock();
        try {
            hasBackground = isBusy();
            return !hasBackground;
        } finally {
            lock.unlock();
        }
    }

    /** Parts a task in two, the second of which is returned and waits for nobody yet. Under the lock. */
    Task split(final Task task, final int item) {
        final Task rest = task.splitAt(item);
        renumber(rest);
        outstanding.incrementAndGet();
        return rest;
    }

    /** Gives a task another number, so that no message about it as it was is taken for one about it as it is. Under the lock. */
    void renumber(final Task task) {
        task.task = nextNumber();
    }

    /** Gives tasks to workers, and starts these. Under the lock. */
    void dispatch(final Outcomes outcomes) {
        if (isTerminated()) { // nothing goes to workers that are about to end: what one of them gives back is dropped
            final PoolFailedException failed = failure;
            dispatch.drop(failed == null ? terminated() : failed, outcomes);
            return;
        }
        dispatch.run(outcomes);
        if (options.maxPending() != Integer.MAX_VALUE && dispatch.pendingSize() < options.maxPending()) {
            room.signalAll();
        }
        if ((options.onDemand() || isShutdown())
                && dispatch.waitingTasks() > 0) { // else all are there, or on their way
            starts.fill(Math.min(size, dispatch.busyWorkers() + dispatch.waitingTasks()));
        }
        starts.lookAtIdle();
    }

    /** Changes something under the lock, sees to what follows, and tells outcomes after it. */
    void change(final Consumer<Outcomes> action) {
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

    /** Takes what a worker has answered, and enters it. Any thread may; one at a time for each worker. */
    void read(final Worker worker) {
        answers.read(worker);
    }

    /** No workers can be had: everything fails, once. */
    void fail(final PoolFailedException reason, final Outcomes outcomes) {
        if (failure == null) {
            failure = reason;
            end(reason, outcomes);
        }
    }

    /** Tells outcomes; without the lock. */
    void tell(final Outcomes outcomes) {
        final int told = outcomes.tell();
        if (told > 0 && outstanding.addAndGet(-told) == 0 || isShutdown()) {
            locked(this::endIfDone);
        }
    }

    // ---- cancelling, limits

    @Override
    public boolean cancel(final Task task, final boolean interrupt) {
        final boolean[] cancelled = {false};
        change(outcomes -> cancelled[0] = cancels.cancel(task, interrupt, outcomes));
        return cancelled[0];
    }

    @Override
    public void cancelAll(final Predicate<Task> which) {
        change(outcomes -> cancels.cancelAll(which, outcomes));
    }

    @Override
    public void forget(final FunctionRef ref) {
        ref.letGo();
        locked(() -> workers.forEach(worker -> worker.forget(ref.number)));
    }

    // ---- workers come and go

    void retire(final Worker worker) {
        if (worker.state == Worker.State.READY) {
            worker.state = Worker.State.RETIRING;
            worker.leases.revoke(Integer.MAX_VALUE).forEach(dispatch::putBack);
        }
        if (worker.state == Worker.State.RETIRING && worker.inFlight() == 0 && !worker.endIsDue) {
            worker.endIsDue = true;
            starts.stop(worker);
        }
    }

    /** Its process has ended: what it had answered counts, what it had started fails, and the rest goes to others. */
    void workerEnded(final Worker worker, final WorkerEnd end) {
        final Outcomes outcomes = new Outcomes();
        synchronized (worker.reading) {
            read(worker);
            lock.lock();
            try {
                worker.state = Worker.State.ENDED;
                if (!worker.endIsDue) {
                    counts.workersDied++;
                }
                worker.endDumps();
                cancels.cancelNested(worker, outcomes);
                workers.remove(worker); // not before: some of those are at itself
                workersChanged();
                worker.nested.forgetAll().forEach(ref -> workers.forEach(other -> other.forget(ref.number)));
                new Settlement(this, dispatch, worker, end).settle(outcomes);
                if (state == State.RUNNING || outstanding.get() > 0) {
                    starts.replace(worker, end, outcomes);
                }
                dispatch(outcomes);
            } finally {
                lock.unlock();
            }
            worker.close();
        }
        tell(outcomes);
    }

    /** Changes how many workers there are at most. */
    void resize(final int workersWanted) {
        change(outcomes -> {
            size = workersWanted;
            int surplus = -size;
            for (final Worker worker : workers) {
                surplus += worker.isGoing() ? 0 : 1;
            }
            for (int i = workers.size() - 1; i >= 0 && surplus > 0; i--) {
                if (!workers.get(i).isGoing()) {
                    end(workers.get(i));
                    surplus--;
                }
            }
            if (isRunning() && !options.onDemand()) {
                starts.fill(size);
            }
        });
    }

    /** Under the lock. */
    void retried() {
        counts.retried++;
    }

    /** Takes in what workers have told while nobody waited for it. */
    void readAll() {
        for (final Worker worker : snapshot) {
            read(worker);
        }
        reader.disturb(); // some may be waited for
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
        change(outcomes -> end(terminated(), outcomes));
    }

    /** The same; returns the single tasks that weren't started, in order. */
    List<Runnable> shutDownNow() {
        final List<Runnable> tasks = new ArrayList<>();
        change(outcomes -> {
            tasks.addAll(cancels.takeSingles(terminated(), outcomes));
            end(terminated(), outcomes);
        });
        return tasks;
    }

    CancellationException terminated() {
        return new CancellationException("Pool " + options.name() + " was terminated before this task was done.");
    }

    private void end(final Throwable reason, final Outcomes outcomes) {
        state = State.TERMINATED;
        room.signalAll();
        dispatch.drop(reason, outcomes);
        for (final Worker worker : workers) {
            for (final Task task : worker.leases.present()) {
                if (!task.over) {
                    task.over = true;
                    outcomes.failed(task, task.first, task.end, reason);
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
