package io.tandem.pool.internal;

import static io.tandem.pool.internal.BoardDescriptor.*;

import io.tandem.value.SharedLongArray;

/** A worker's board, seen from either side. */
final class Board {
    private final SharedLongArray words;

    Board(final SharedLongArray words) {
        this.words = words;
    }

    static Board create(final io.tandem.segment.Domain domain) {
        return new Board(SharedLongArray.builder(LENGTH).domain(domain).create());
    }

    /** What travels to the worker. */
    SharedLongArray words() {
        return words;
    }

    // ---- the pool's side

    void send(final int slot, final long task) {
        words.setRelease(indexOf(slot), lease(task, SENT));
    }

    /** Whether a task was taken back; else it has been started. */
    boolean revoke(final int slot, final long task) {
        return words.compareAndSet(indexOf(slot), lease(task, SENT), lease(task, REVOKED));
    }

    boolean isStarted(final int slot, final long task) {
        return words.getAcquire(indexOf(slot)) == lease(task, STARTED);
    }

    /** The task that runs, or 0. */
    long runningTask() {
        return words.getOpaque(TASK_INDEX);
    }

    /** When it began, by {@link System#nanoTime}, which is one clock for all processes. */
    long runningSince() {
        return words.getOpaque(STARTED_INDEX);
    }

    long memory() {
        return words.getOpaque(MEMORY_INDEX);
    }

    // ---- the worker's side

    /** Whether the task is this worker's to run. */
    boolean start(final int slot, final long task) {
        return words.compareAndSet(indexOf(slot), lease(task, SENT), lease(task, STARTED));
    }

    void runs(final long task, final long now) {
        words.setOpaque(STARTED_INDEX, now);
        words.setOpaque(TASK_INDEX, task);
    }

    void runsNothing() {
        words.setOpaque(TASK_INDEX, 0);
    }

    void uses(final long memory) {
        words.setOpaque(MEMORY_INDEX, memory);
    }

    void close() {
        words.close();
    }
}
