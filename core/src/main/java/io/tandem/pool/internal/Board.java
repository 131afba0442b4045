package io.tandem.pool.internal;

import static io.tandem.pool.internal.BoardDescriptor.*;

import io.tandem.segment.Domain;
import io.tandem.value.SharedLongArray;
import java.lang.invoke.VarHandle;

/** A worker's board, seen from either side. */
final class Board {
    private final SharedLongArray words;

    Board(final SharedLongArray words) {
        this.words = words;
    }

    static Board create(final Domain domain) {
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
        final long lease = words.getAcquire(indexOf(slot));
        return lease == lease(task, STARTED) || lease == lease(task, STOPPING);
    }

    /** Asks for the end of a task that has been started; whoever runs it may look. */
    void askToStop(final int slot, final long task) {
        words.compareAndSet(indexOf(slot), lease(task, STARTED), lease(task, STOPPING));
        VarHandle.fullFence();
    }

    /** How many items of a chunk were begun, counted from the first of its body; -1 if it isn't the one that runs. */
    int begun(final long task) {
        final long chunk = words.getAcquire(CHUNK_INDEX);
        return isOf(chunk, task) ? next(chunk) : -1;
    }

    /**
     * Takes back items of the chunk that runs.
     *
     * @param all whether all that weren't begun, or half of them.
     * @return the first that was taken, if any was, else the end as it was; -1 if this isn't the chunk that runs.
     */
    int takeBack(final long task, final boolean all) {
        while (true) {
            final long chunk = words.getAcquire(CHUNK_INDEX);
            if (!isOf(chunk, task)) {
                return -1;
            }
            final int next = next(chunk);
            final int limit = all ? next : next + (limit(chunk) - next) / 2;
            if (limit == limit(chunk) || words.compareAndSet(CHUNK_INDEX, chunk, chunk(task, next, limit))) {
                return limit;
            }
        }
    }

    /** The task that runs, or 0. */
    long runningTask() {
        return words.getAcquire(TASK_INDEX); // so that the time is not that of one before
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

    boolean isToStop(final int slot, final long task) {
        return words.getAcquire(indexOf(slot)) == lease(task, STOPPING);
    }

    /** From now on items of a chunk can be begun, or taken back; all are if it was cancelled since it was started. */
    void beginChunk(final int slot, final long task, final int first, final int end) {
        words.setRelease(CHUNK_INDEX, chunk(task, first, end));
        VarHandle.fullFence(); // with the one in askToStop: the pool sees the chunk, or this sees the request
        if (isToStop(slot, task)) {
            takeBack(task, true);
        }
    }

    /** The next item of the chunk that runs, which is this worker's to run; -1 if there is none. */
    int nextItem() {
        while (true) {
            final long chunk = words.getAcquire(CHUNK_INDEX);
            final int next = next(chunk);
            if (next >= limit(chunk)) {
                return -1;
            }
            if (words.compareAndSet(CHUNK_INDEX, chunk, chunk + NEXT_ITEM)) {
                return next;
            }
        }
    }

    /** Of the chunk that runs, from which nothing more is to be run: for {@link #restoreChunk}, when another one has run meanwhile. */
    long chunkWord() {
        return words.getAcquire(CHUNK_INDEX);
    }

    void restoreChunk(final long word) {
        words.setRelease(CHUNK_INDEX, word);
    }

    void runs(final long task, final long now) {
        words.setOpaque(STARTED_INDEX, now);
        words.setRelease(TASK_INDEX, task);
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
