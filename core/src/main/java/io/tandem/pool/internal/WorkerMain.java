package io.tandem.pool.internal;

import io.tandem.channel.SharedQueue;
import io.tandem.function.RemoteRunnable;
import io.tandem.pool.CurrentTask;
import io.tandem.pool.ProcessPool;
import io.tandem.segment.Domain;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What runs in a worker: takes tasks, and has them run on this one thread. */
public final class WorkerMain {
    /** Taken from the queue at once, under one acquisition of its lock; what is leased by then, the pool can still take back. */
    private static final int MOST_TAKEN = 64;

    /** Of this process, once it is one; a process is the worker of one pool at most. */
    private static volatile @Nullable WorkerMain instance;

    private final WorkerSetup setup;
    private final SharedQueue<Frame> tasks;
    private final WorkerAnswers answers;
    private final FunctionTable functions;
    private final RunningTask running;
    private final TaskRunner runner;
    private final NestedDispatcher nested;
    /** Taken from the queue while a task waited for others, and to be looked at after it. */
    private final Deque<Frame> deferred = new ArrayDeque<>();

    private WorkerMain(final WorkerSetup setup) {
        this.setup = setup;
        tasks = setup.tasks();
        answers = new WorkerAnswers(setup.results());
        final Domain domain = Domain.current();
        final Board board = new Board(setup.board());
        functions = new FunctionTable(ClassLoader.getSystemClassLoader(), domain);
        running = new RunningTask(Thread.currentThread());
        final ChunkResults chunk = new ChunkResults(answers, domain);
        nested = new NestedDispatcher(setup, answers, this, domain);
        final WorkerControl control = new WorkerControl(setup.control(), running, answers, chunk, nested);
        runner = new TaskRunner(answers, board, functions, running, control, chunk, domain);
        control.start();
    }

    /** The target of a worker's process. Ends the JVM, whatever threads its tasks have left. */
    static void run(final WorkerSetup setup) {
        final WorkerMain worker = new WorkerMain(setup);
        instance = worker;
        if (worker.initialize(setup.initializer())) {
            worker.work();
        }
        System.exit(0);
    }

    /** {@return the task that the calling thread runs, if it runs one} */
    public static Optional<CurrentTask> currentTask() {
        final WorkerMain worker = instance;
        return worker == null ? Optional.empty() : Optional.ofNullable(worker.running.current());
    }

    /** The pool whose worker this process is. */
    static ProcessPool pool() {
        return new PoolHandle(require().nested, null);
    }

    /** The way to the pool with an identity, if this process is a worker of it; else null. */
    static @Nullable Dispatcher dispatcher(final String pool) {
        final WorkerMain worker = instance;
        return worker == null || !worker.setup.pool().equals(pool) ? null : worker.nested;
    }

    /**
     * Waits as a task does that has submitted others, whose worker runs these meanwhile.
     *
     * @param settled looked at after each {@link #disturb}.
     * @param nanos   how long at most; {@link Long#MAX_VALUE} for as long as it takes.
     * @return whether it is settled; false at once where no task waits.
     * @throws InterruptedException if this thread is interrupted.
     */
    public static boolean await(final BooleanSupplier settled, final long nanos) throws InterruptedException {
        final WorkerMain worker = instance;
        return worker != null && worker.isInTask() && worker.nested.await(settled, nanos);
    }

    /** Makes a task look again that waits so. */
    public static void disturb() {
        final WorkerMain worker = instance;
        if (worker != null) {
            worker.nested.disturb();
        }
    }

    /** Of the pool whose worker this process is. */
    static String identity() {
        return require().setup.pool();
    }

    private static WorkerMain require() {
        final WorkerMain worker = instance;
        if (worker == null) {
            throw new IllegalStateException("This process is no worker of a pool.");
        }
        return worker;
    }

    private boolean initialize(final @Nullable RemoteRunnable initializer) {
        if (initializer != null) {
            try {
                initializer.execute();
            } catch (final Exception | Error e) {
                answers.putUninterruptibly(
                        new Frame(FrameDescriptor.INITIALIZER_FAILED).value(WorkerAnswers.failure(e)));
                return false;
            }
        }
        answers.putUninterruptibly(new Frame(FrameDescriptor.READY));
        return true;
    }

    private void work() {
        final List<Frame> batch = new ArrayList<>(MOST_TAKEN);
        while (true) {
            try {
                tasks.drainTo(batch, MOST_TAKEN, Long.MAX_VALUE, TimeUnit.NANOSECONDS);
            } catch (final InterruptedException e) {
                continue; // by something that a task has left behind, which is no reason to end
            }
            define(batch);
            for (final Frame frame : batch) {
                if (!handle(frame)) {
                    return;
                }
                while (!deferred.isEmpty()) {
                    if (!handle(deferred.removeFirst())) {
                        return;
                    }
                }
            }
            batch.clear();
        }
    }

    /** Functions first: a task that waits for others lets these overtake the rest of the batch. */
    private void define(final List<Frame> batch) {
        for (final Frame frame : batch) {
            if (frame.kind == FrameDescriptor.DEFINE) {
                functions.define(frame);
            }
        }
    }

    /** False at the end. */
    private boolean handle(final Frame frame) {
        switch (frame.kind) {
            case FrameDescriptor.TASK -> runner.run(frame);
            case FrameDescriptor.DEFINE -> {
                // was seen to
            }
            case FrameDescriptor.FORGET -> functions.forget(frame.function);
            case FrameDescriptor.STOP -> {
                return false;
            }
            default -> throw new IllegalStateException("A worker got a message of kind " + frame.kind + ".");
        }
        return true;
    }

    /** Whether the calling thread runs a task just now. */
    boolean isInTask() {
        return running.current() != null;
    }

    SharedQueue<Frame> tasks() {
        return tasks;
    }

    /** While a task waits: runs what the pool has sent for this while, and keeps the rest. Doesn't wait. */
    void help() {
        final List<Frame> some = new ArrayList<>(1);
        while (tasks.drainTo(some, 1) > 0) {
            define(some);
            final Frame frame = some.get(0);
            some.clear();
            if (frame.kind == FrameDescriptor.TASK && frame.has(FrameDescriptor.HELP)) {
                runner.run(frame);
            } else {
                deferred.add(frame);
            }
        }
    }
}
