package io.tandem.pool.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The tasks that are at a worker, each in a slot of its board. Guarded by the pool's lock. */
final class Leases {
    private final Worker worker;
    private final Board board;
    private final @Nullable Task[] slots = new Task[BoardDescriptor.SLOTS];
    private final int[] free = new int[BoardDescriptor.SLOTS];
    private int freeCount = BoardDescriptor.SLOTS;
    private int helps;
    private int chunks;

    Leases(final Worker worker, final Board board) {
        this.worker = worker;
        this.board = board;
        for (int i = 0; i < free.length; i++) {
            free[i] = free.length - 1 - i;
        }
    }

    int count() {
        return BoardDescriptor.SLOTS - freeCount;
    }

    /**
     * Leases a task to the worker, which isn't told yet.
     *
     * @param helping whether it may run while another one waits for it.
     */
    void lease(final Task task, final boolean helping) {
        final int slot = free[--freeCount];
        slots[slot] = task;
        task.slot = slot;
        task.worker = worker;
        task.runsSince = 0;
        if (task.isChunk()) {
            chunks++;
        }
        if (helping) {
            task.flags |= FrameDescriptor.HELP;
            helps++;
        }
        board.send(slot, task.task);
    }

    /** Frees the slot of a task that isn't here any more. */
    void release(final Task task) {
        slots[task.slot] = null;
        free[freeCount++] = task.slot;
        task.worker = null;
        if (task.isChunk()) {
            chunks--;
        }
        if (task.has(FrameDescriptor.HELP)) {
            task.flags &= ~FrameDescriptor.HELP;
            helps--;
        }
    }

    /** How many tasks are at it to be run while others wait. */
    int helps() {
        return helps;
    }

    /** The task that an answer is about, or null if it is none of this pool's business any more. */
    @Nullable
    Task taskOf(final Frame frame) {
        final int slot = frame.slot;
        final Task task = slot < 0 || slot >= slots.length ? null : slots[slot];
        return task == null || task.task != frame.task ? null : task;
    }

    /** Whether what is at it may be more than one item. */
    boolean hasChunk() {
        return chunks > 0;
    }

    /** Takes back up to a number of tasks that it hasn't started, the last ones first. */
    List<Task> revoke(final int most) {
        final List<Task> candidates = present();
        candidates.sort(Comparator.comparingLong((Task task) -> task.task).reversed());
        final List<Task> revoked = new ArrayList<>();
        for (final Task task : candidates) {
            if (revoked.size() == most) {
                break;
            }
            if (revoke(task)) {
                revoked.add(task);
            }
        }
        return revoked;
    }

    /** Takes back all that fit and that it hasn't started, in order. */
    List<Task> revokeAll(final Predicate<Task> which) {
        final List<Task> revoked = new ArrayList<>();
        for (final Task task : present()) {
            if (which.test(task) && revoke(task)) {
                revoked.add(task);
            }
        }
        revoked.sort(Comparator.comparingLong(task -> task.task));
        return revoked;
    }

    /** Takes back one task, unless it has been started. */
    boolean revoke(final Task task) {
        if (board.revoke(task.slot, task.task)) {
            release(task);
            return true;
        }
        return false;
    }

    boolean hasStarted(final Task task) {
        return board.isStarted(task.slot, task.task);
    }

    /** All tasks that are at it. */
    List<Task> present() {
        final List<Task> present = new ArrayList<>();
        for (final Task task : slots) {
            if (task != null) {
                present.add(task);
            }
        }
        return present;
    }
}
