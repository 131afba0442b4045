package io.tandem.pool.internal;

import io.tandem.pool.PoolFailedException;
import io.tandem.process.ChildProcess;
import io.tandem.process.internal.Children;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Starts and ends a pool's workers. A worker that dies is replaced at once, and with a growing delay where nothing gets done in between;
 * when several in a row end before they were ready, the pool fails. Under the pool's lock, but for what says otherwise.
 */
final class WorkerStarts {
    private static final System.Logger LOGGER = System.getLogger(WorkerStarts.class.getName());
    private static final long FIRST_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LONGEST_DELAY_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int MOST_FAILED_STARTS = 3;
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final PoolCore core;
    private long numbers;
    /** Ends in a row with nothing done in between. */
    private int fruitless;

    private int failedStarts;
    /** None is started for a while, since the last ones ended before anything was done. */
    private boolean backsOff;

    private boolean idleLookIsDue;

    WorkerStarts(final PoolCore core) {
        this.core = core;
    }

    /** Something was done. */
    void progress() {
        fruitless = 0;
        failedStarts = 0;
        backsOff = false;
    }

    /** Sees to it that there are so many workers. */
    void fill(final int wanted) {
        if (core.workerList().size() < wanted && Children.isJvmEnding()) {
            return; // its workers are being ended, and would only be replaced to be ended as well
        }
        while (!backsOff && core.workerList().size() < wanted) {
            final Worker worker;
            try {
                worker = new Worker(core.options.name() + "-" + ++numbers, core);
            } catch (final RuntimeException e) {
                tryLater(e);
                return;
            }
            core.workerList().add(worker);
            core.workersChanged();
            PoolThreads.helpers().execute(() -> start(worker));
        }
    }

    /** There is no room for what lies between a worker and the pool. */
    private void tryLater(final RuntimeException reason) {
        if (numbers == 1 && core.options.isEager()) {
            throw reason; // to whoever makes the pool
        }
        backsOff = true;
        PoolThreads.after(
                FIRST_DELAY_NANOS << Math.min(failedStarts, MOST_FAILED_STARTS),
                () -> core.change(outcomes -> {
                    backsOff = false;
                    if (++failedStarts >= MOST_FAILED_STARTS
                            && core.workerList().isEmpty()) {
                        core.fail(
                                new PoolFailedException(
                                        "Pool " + core.options.name() + " has no workers and can't make one, in "
                                                + failedStarts + " attempts; the cause is that of the last one.",
                                        reason),
                                outcomes);
                    } else {
                        refill();
                    }
                }));
    }

    /** Without the lock. */
    private void start(final Worker worker) {
        final ChildProcess child;
        try {
            child = core.origin.within(() -> worker.start(core.identity, core.size(), core.options, core.domain()));
        } catch (final RuntimeException | Error e) {
            core.workerEnded(worker, new WorkerEnd(0, 0, e));
            return;
        }
        core.change(outcomes -> {
            worker.child = child;
            if (worker.endIsDue) {
                child.kill();
            }
        });
        watch(worker, child);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what goes wrong in it is logged there
    private void watch(final Worker worker, final ChildProcess child) {
        child.onExit().thenAccept(ended -> {
            try {
                final WorkerEnd end = WorkerEnd.of(ended);
                core.workerEnded(worker, end);
                ended.close(); // not before: until then the pool may kill it
            } catch (final RuntimeException | Error e) {
                LOGGER.log(System.Logger.Level.ERROR, "The end of " + worker + " couldn't be seen to.", e);
            }
        });
    }

    /** Has workers end that have had nothing to do for long. */
    void lookAtIdle() {
        final long limit = core.options.idleTimeout().toNanos();
        if (limit == Long.MAX_VALUE || idleLookIsDue) {
            return;
        }
        long next = Long.MAX_VALUE;
        for (final Worker worker : core.workerList()) {
            if (worker.state == Worker.State.STARTING) {
                next = Math.min(next, limit);
            } else if (worker.isIdle()) {
                final long left = limit - worker.silentNanos();
                if (left <= 0) {
                    core.retire(worker);
                } else {
                    next = Math.min(next, left);
                }
            }
        }
        if (next != Long.MAX_VALUE) {
            idleLookIsDue = true;
            PoolThreads.after(next, () -> {
                core.readAll();
                core.change(outcomes -> idleLookIsDue = false);
            });
        }
    }

    /** Fills the place of one that has ended, if it is to be filled. */
    void replace(final Worker worker, final WorkerEnd end, final Outcomes outcomes) {
        if (worker.endIsDue) {
            refill();
            return;
        }
        if (!worker.wasReady() && end.exitCode() >= 0) { // who kills it says nothing about the pool
            failedStarts++;
            if (failedStarts >= MOST_FAILED_STARTS) {
                final Throwable reason = end.reason();
                core.fail(
                        new PoolFailedException(
                                "The workers of pool " + core.options.name() + " end before they are ready, "
                                        + failedStarts
                                        + " in a row; the last one with exit code " + end.exitCode()
                                        + ". Look at its initializer, its JVM options and its standard error.",
                                reason == null ? new IllegalStateException("It gave no reason.") : reason),
                        outcomes);
                return;
            }
        }
        if (++fruitless <= 1) {
            refill();
        } else {
            final long delay = Math.min(LONGEST_DELAY_NANOS, FIRST_DELAY_NANOS << Math.min(fruitless, 10));
            backsOff = true;
            PoolThreads.after(
                    delay,
                    () -> core.change(later -> {
                        backsOff = false;
                        refill();
                    }));
        }
    }

    private void refill() {
        if (core.isRunning() && !core.options.onDemand()) {
            fill(core.size());
        } // else the next dispatch starts what it needs
    }

    /** Has a worker without tasks end. */
    void stop(final Worker worker) {
        if (!worker.sendStop()) { // full of tasks that were taken back, which it skips
            PoolThreads.after(
                    RETRY_NANOS,
                    () -> core.change(outcomes -> {
                        if (worker.state != Worker.State.ENDED) {
                            stop(worker);
                        }
                    }));
            return;
        }
        killLater(worker);
    }

    /** Has a worker end, whatever it does. */
    void terminate(final Worker worker) {
        if (!worker.endIsDue) {
            worker.terminate();
            killLater(worker);
        }
    }

    /** Does something to a worker when the grace period is over, if it hasn't ended by then; nothing is kept of it for that. */
    void afterGrace(final Worker worker, final Consumer<Worker> action) {
        final String name = worker.name;
        if (!core.options.gracePeriod().equals(PoolOptions.FOREVER)) {
            PoolThreads.after(
                    core.options.gracePeriod().toNanos(),
                    core,
                    its -> its.change(outcomes -> its.workerList().stream()
                            .filter(each -> each.name.equals(name))
                            .forEach(action)));
        }
    }

    private void killLater(final Worker worker) {
        afterGrace(worker, Worker::kill);
    }
}
