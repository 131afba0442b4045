package io.tandem.pool.internal;

import io.tandem.pool.PoolFailedException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Takes what workers tell, and enters it under the pool's lock. */
final class Answers {
    private static final System.Logger LOGGER = System.getLogger(Answers.class.getName());
    private static final int MOST_READ = 256;

    private final PoolCore core;
    private final ReentrantLock lock;
    private final Dispatch dispatch;
    private final Cancels cancels;
    private final WorkerStarts starts;
    private final Counts counts;

    Answers(
            final PoolCore core,
            final ReentrantLock lock,
            final Dispatch dispatch,
            final Cancels cancels,
            final WorkerStarts starts,
            final Counts counts) {
        this.core = core;
        this.lock = lock;
        this.dispatch = dispatch;
        this.cancels = cancels;
        this.starts = starts;
        this.counts = counts;
    }

    /** Takes what a worker has answered, and enters it. Any thread may; one at a time for each worker. */
    void read(final Worker worker) {
        synchronized (worker.reading) {
            while (worker.take(MOST_READ)) {
                enter(worker, worker.frames);
            }
        }
    }

    private void enter(final Worker worker, final List<Frame> frames) {
        final Outcomes outcomes = worker.outcomes;
        lock.lock();
        try {
            int answers = 0;
            for (final Frame frame : frames) {
                answers += enter(worker, frame, outcomes);
            }
            if (answers > 0) {
                starts.progress();
                worker.learn(answers, System.nanoTime());
                if (worker.state == Worker.State.RETIRING
                        || worker.done >= core.options.tasksPerWorker()
                        || worker.board.memory() > core.options.memoryPerWorker()) {
                    core.retire(worker);
                }
            }
            core.dispatch(outcomes);
        } finally {
            frames.clear(); // before anything is told: that may read on
            lock.unlock();
        }
        core.tell(outcomes);
    }

    /** Returns how many tasks a message ends. */
    private int enter(final Worker worker, final Frame frame, final Outcomes outcomes) {
        switch (frame.kind) {
            case FrameDescriptor.DONE, FrameDescriptor.FAILED, FrameDescriptor.PART, FrameDescriptor.PART_FAILED -> {
                return answer(worker, frame, outcomes);
            }
            case FrameDescriptor.READY -> worker.isReady();
            case FrameDescriptor.INITIALIZER_FAILED -> initializerFailed(worker, frame, outcomes);
            case FrameDescriptor.DUMPED -> worker.dumped(frame);
            case FrameDescriptor.DEFINE -> worker.nested.define(frame);
            case FrameDescriptor.FORGET -> forgetNested(worker.nested.forget(frame));
            case FrameDescriptor.SUBMIT -> submitNested(worker.nested.task(frame), frame.undecodable, outcomes);
            case FrameDescriptor.CANCEL -> cancels.cancelNested(worker, frame, outcomes);
            case FrameDescriptor.WAITING -> dispatch.waits(worker);
            case FrameDescriptor.RESUMED -> dispatch.resumes(worker);
            default -> LOGGER.log(System.Logger.Level.WARNING, "{0} sent a message of kind {1}.", worker, frame.kind);
        }
        return 0;
    }

    private int answer(final Worker worker, final Frame frame, final Outcomes outcomes) {
        final Task task = worker.leases.taskOf(frame);
        if (task == null) {
            return 0;
        }
        outcomes.answered(task, frame);
        final boolean failed = frame.kind == FrameDescriptor.FAILED || frame.kind == FrameDescriptor.PART_FAILED;
        if (!task.over) {
            counts.itemsDone += failed ? 0 : frame.end - frame.first;
            counts.itemsFailed += failed ? 1 : 0;
        }
        task.first = Math.max(task.first, Math.min(frame.end, task.end));
        final boolean isOver = frame.kind != FrameDescriptor.PART && frame.kind != FrameDescriptor.PART_FAILED;
        if (isOver) {
            worker.leases.release(task);
            worker.done++;
            outcomes.finished(task);
        }
        if (frame.has(FrameDescriptor.SICK)) {
            core.retire(worker);
            dispatch.takeBackRest(worker);
        }
        return isOver ? 1 : 0;
    }

    private void initializerFailed(final Worker worker, final Frame frame, final Outcomes outcomes) {
        core.fail(
                new PoolFailedException(
                        "The initializer of pool " + core.options.name() + " failed in " + worker
                                + ", so that the pool has no workers. Its exception is the cause.",
                        TaskFailures.of(frame)),
                outcomes);
    }

    /** Takes in what a task has submitted, as long as anything runs at all. Under the lock. */
    private void submitNested(final Task task, final @Nullable Throwable damage, final Outcomes outcomes) {
        if (damage != null) {
            outcomes.failed(task, task.first, task.end, damage);
        } else if (core.isTerminated()) {
            outcomes.failed(task, task.first, task.end, core.terminated());
        } else {
            core.enter(task);
        }
    }

    private void forgetNested(final @Nullable FunctionRef ref) {
        if (ref != null) {
            core.workerList().forEach(worker -> worker.forget(ref.number));
        }
    }
}
