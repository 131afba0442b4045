package io.tandem.pool.internal;

import io.tandem.channel.SharedQueue;
import io.tandem.codec.internal.ThrowableBytes;
import io.tandem.function.RemoteRunnable;
import io.tandem.segment.Domain;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What runs in a worker: takes tasks, runs them on this one thread, puts their results. */
final class WorkerMain {
    /** Of an exception's serialized form, as it travels back. */
    private static final int LONGEST_FAILURE = 1 << 20;

    /** Taken from the queue at once, under one acquisition of its lock; what is leased by then, the pool can still take back. */
    private static final int MOST_TAKEN = 64;

    private final SharedQueue<Frame> tasks;
    private final Results results;
    private final Board board;
    private final FunctionTable functions;
    private final RunningTask running;
    private final Domain domain = Domain.current();
    private final MemoryGauge memory;

    private WorkerMain(final WorkerSetup setup) {
        tasks = setup.tasks();
        results = new Results(setup.results());
        board = new Board(setup.board());
        functions = new FunctionTable(ClassLoader.getSystemClassLoader(), domain);
        running = new RunningTask(Thread.currentThread());
        memory = new MemoryGauge(board);
        WorkerControl.start(setup.control(), running, results);
    }

    /** The target of a worker's process. Ends the JVM, whatever threads its tasks have left. */
    static void run(final WorkerSetup setup) throws Exception {
        final WorkerMain worker = new WorkerMain(setup);
        if (worker.initialize(setup.initializer())) {
            worker.work();
        }
        System.exit(0);
    }

    private boolean initialize(final @Nullable RemoteRunnable initializer) throws InterruptedException {
        if (initializer != null) {
            try {
                initializer.execute();
            } catch (final Exception | Error e) {
                results.put(
                        new Frame(FrameDescriptor.INITIALIZER_FAILED).value(ThrowableBytes.write(e, LONGEST_FAILURE)));
                return false;
            }
        }
        results.put(new Frame(FrameDescriptor.READY));
        return true;
    }

    private void work() throws InterruptedException {
        final List<Frame> batch = new ArrayList<>(MOST_TAKEN);
        while (true) {
            tasks.drainTo(batch, MOST_TAKEN, Long.MAX_VALUE, TimeUnit.NANOSECONDS);
            for (final Frame frame : batch) {
                switch (frame.kind) {
                    case FrameDescriptor.TASK -> run(frame);
                    case FrameDescriptor.DEFINE -> define(frame);
                    case FrameDescriptor.FORGET -> functions.forget(frame.function);
                    case FrameDescriptor.STOP -> {
                        return;
                    }
                    default -> throw new IllegalStateException("A worker got a message of kind " + frame.kind + ".");
                }
            }
            batch.clear();
        }
    }

    private void define(final Frame frame) {
        functions.define(frame.function, frame.body instanceof byte[] definition ? definition : new byte[0]);
    }

    private void run(final Frame frame) throws InterruptedException {
        final long task = frame.task;
        if (!board.start(frame.slot, task)) {
            return; // taken back
        }
        final long now = System.nanoTime();
        board.runs(task, now);
        running.begin(task);
        Object result = null;
        Throwable failure = null;
        try {
            result = functions.invoke(frame.function, frame.take(domain));
        } catch (final Throwable t) { // every kind: it is the task's, and the worker goes on
            failure = t;
        }
        running.end();
        board.runsNothing();
        results.answer(frame.slot, task, result, failure);
        memory.look(now);
    }

    /** The way back, for the thread that runs tasks and the one that is asked other things meanwhile. */
    static final class Results {
        private final SharedQueue<Frame> queue;

        Results(final SharedQueue<Frame> queue) {
            this.queue = queue;
        }

        void put(final Frame frame) throws InterruptedException {
            queue.put(frame);
        }

        void answer(final int slot, final long task, final @Nullable Object result, final @Nullable Throwable failure)
                throws InterruptedException {
            Throwable problem = failure;
            if (problem == null) {
                try {
                    queue.put(Frame.of(FrameDescriptor.DONE, slot, task).value(result));
                    return;
                } catch (final RuntimeException | Error e) { // it can't be encoded, or there is no room for it
                    problem = e;
                }
            }
            queue.put(
                    Frame.of(FrameDescriptor.FAILED, slot, task).value(ThrowableBytes.write(problem, LONGEST_FAILURE)));
        }
    }
}
