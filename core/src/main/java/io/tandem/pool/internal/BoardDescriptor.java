package io.tandem.pool.internal;

/**
 * Layout of a worker's board, in longs of a shared array. The pool makes it, all 0, before it starts the worker.
 *
 * <pre>
 *   0        8       16        24        32      40       48
 *   +--------+-------+---------+---------+-------+--------+----------------- - - -+
 *   | (free) | task  | started |  memory | chunk | (free) | leases, one each slot |
 *   +--------+-------+---------+---------+-------+--------+----------------- - - -+
 * </pre>
 *
 * A lease is {@code task number << 3 | state}. Who writes it, and in which order:
 *
 * <pre>
 *   pool:   any -> SENT       plain release, before the task is put into the worker's queue; the slot is the pool's
 *   worker: SENT -> STARTED   CAS, before anything of the task runs
 *   pool:   SENT -> REVOKED   CAS, to cancel it or to give it to another worker
 *   pool:   STARTED -> STOPPING   CAS, when it was cancelled or its time is up: for the task to look at
 * </pre>
 *
 * The pool frees a slot when it has the task's result, has revoked it, or has seen the worker dead. A worker that dies leaves
 * SENT, STARTED or STOPPING; a pool that dies takes its workers along. A task that was put twice, or whose slot was used again since,
 * meets another number and is skipped.
 *
 * <p>{@code chunk} says how far the worker is in the chunk of items that it runs: {@code next: 16 | limit: 16 | low half of
 * the task's number: 32}, counted within the chunk's body.
 *
 * <pre>
 *   worker: any -> (task, first, end)   plain release, once it has started the task
 *   worker: next -> next + 1            CAS, below the limit only, before anything of that item runs
 *   pool:   limit -> lower, not below next     CAS, to cancel the rest or to give it to another worker
 *   worker: limit -> next               CAS, before the first item, if the chunk was cancelled before the pool could see it
 *   worker: any -> what it was          plain release, after a chunk that ran within another one, of which nothing is left to begin
 * </pre>
 *
 * So each item is begun by its worker or taken back by the pool, and after a death the word tells how many were begun: none, if
 * it still has another task's number.
 *
 * <p>{@code task} and {@code started} (number of the running task, 0 for none; when it began, of the system's monotonic clock in
 * nanoseconds) and {@code memory} (bytes that the worker has resident, looked at now and then) are written by the worker alone, and
 * only tell: {@code started} is written before {@code task}, so that a time limit is never measured from an earlier task's start.
 */
final class BoardDescriptor {
    /** As many tasks may be at a worker at once. */
    static final int SLOTS = 256;

    static final int TASK_INDEX = 8;
    static final int STARTED_INDEX = 16;
    static final int MEMORY_INDEX = 24;
    static final int CHUNK_INDEX = 32;
    static final int LEASES_INDEX = 48;
    static final int LENGTH = LEASES_INDEX + SLOTS;

    static final int SENT = 1;
    static final int STARTED = 2;
    static final int REVOKED = 3;
    static final int STOPPING = 4;

    private static final int STATE_BITS = 3;

    /** Of items in a chunk. */
    static final int MOST_ITEMS = 0x7fff;

    static final long NEXT_ITEM = 1L << 48;
    private static final int NEXT_SHIFT = 48;
    private static final int LIMIT_SHIFT = 32;
    private static final long ITEMS_MASK = 0xffff;
    private static final long TASK_MASK = 0xffff_ffffL;

    private BoardDescriptor() {}

    static long lease(final long task, final int state) {
        return task << STATE_BITS | state;
    }

    static long chunk(final long task, final int next, final int limit) {
        return (long) next << NEXT_SHIFT | (long) limit << LIMIT_SHIFT | task & TASK_MASK;
    }

    static int next(final long chunk) {
        return (int) (chunk >>> NEXT_SHIFT & ITEMS_MASK);
    }

    static int limit(final long chunk) {
        return (int) (chunk >>> LIMIT_SHIFT & ITEMS_MASK);
    }

    static boolean isOf(final long chunk, final long task) {
        return (chunk & TASK_MASK) == (task & TASK_MASK);
    }

    static int indexOf(final int slot) {
        return LEASES_INDEX + slot;
    }
}
