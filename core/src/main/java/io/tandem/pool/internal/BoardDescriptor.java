package io.tandem.pool.internal;

/**
 * Layout of a worker's board, in longs of a shared array. The pool makes it, all 0, before it starts the worker.
 *
 * <pre>
 *   0        8                 16        24              48
 *   +--------+-------+---------+---------+- - - - - - - -+----------------- - - -+
 *   | (free) | task  | started |  memory |    (free)     | leases, one each slot |
 *   +--------+-------+---------+---------+- - - - - - - -+----------------- - - -+
 * </pre>
 *
 * A lease is {@code task number << 2 | state}. Who writes it, and in which order:
 *
 * <pre>
 *   pool:   any -> SENT       plain release, before the task is put into the worker's queue; the slot is the pool's
 *   worker: SENT -> STARTED   CAS, before anything of the task runs
 *   pool:   SENT -> REVOKED   CAS, to cancel it or to give it to another worker
 * </pre>
 *
 * The pool frees a slot when it has the task's result, has revoked it, or has seen the worker dead. A worker that dies leaves
 * SENT or STARTED; a pool that dies takes its workers along. A task that was put twice, or whose slot was used again since,
 * meets another number and is skipped.
 *
 * <p>{@code task} and {@code started} (number of the running task, 0 for none; when it began, of the system's monotonic clock in
 * nanoseconds) and {@code memory} (bytes that the worker has resident, looked at now and then) are written by the worker alone, and
 * only tell: nothing depends on their order.
 */
final class BoardDescriptor {
    /** As many tasks may be at a worker at once. */
    static final int SLOTS = 256;

    static final int TASK_INDEX = 8;
    static final int STARTED_INDEX = 16;
    static final int MEMORY_INDEX = 24;
    static final int LEASES_INDEX = 48;
    static final int LENGTH = LEASES_INDEX + SLOTS;

    static final int SENT = 1;
    static final int STARTED = 2;
    static final int REVOKED = 3;

    private static final int STATE_BITS = 2;

    private BoardDescriptor() {}

    static long lease(final long task, final int state) {
        return task << STATE_BITS | state;
    }

    static int indexOf(final int slot) {
        return LEASES_INDEX + slot;
    }
}
