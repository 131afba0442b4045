package io.tandem.pool.internal;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The task that a worker's thread runs, and those within which it runs, so that another thread interrupts the right one and no other. */
final class RunningTask {
    private final Thread thread;
    private @Nullable WorkerTask task;
    /** Tasks to be interrupted as soon as those within them are over. */
    private final Set<Long> later = new HashSet<>(0);

    private int depth;

    RunningTask(final Thread thread) {
        this.thread = thread;
    }

    /**
     * Returns the one within which it runs, or null; to be given to {@link #end}. An interrupt of that one waits until this one
     * is over, and any other is none of this one's business.
     */
    synchronized @Nullable WorkerTask begin(final WorkerTask begun) {
        final WorkerTask before = task;
        if (Thread.interrupted() && before != null) {
            later.add(before.number());
        }
        task = begun;
        depth++;
        return before;
    }

    void at(final int item) {
        final WorkerTask running = task;
        if (running != null) {
            running.at(item);
        }
    }

    /** From now on nobody interrupts the thread for the task that ran, and what was too late for it is forgotten. */
    synchronized void end(final @Nullable WorkerTask before) {
        final WorkerTask ended = task;
        task = before;
        depth--;
        Thread.interrupted();
        if (ended != null) {
            later.remove(ended.number());
        }
        if (before != null && later.remove(before.number())) {
            thread.interrupt();
        }
    }

    synchronized void interrupt(final long number) {
        final WorkerTask running = task;
        if (running != null && running.number() == number) {
            thread.interrupt();
        } else if (depth > 1) {
            later.add(number);
        }
    }

    @Nullable
    WorkerTask current() {
        return Thread.currentThread() == thread ? task : null;
    }
}
