package io.tandem.channel.internal.queue;

import static io.tandem.channel.internal.queue.QueueDescriptor.USERS;
import static io.tandem.channel.internal.queue.QueueDescriptor.USER_DONE;
import static io.tandem.channel.internal.queue.QueueDescriptor.USER_PROCESS;
import static io.tandem.channel.internal.queue.QueueDescriptor.USER_TAKEN;
import static io.tandem.channel.internal.queue.QueueDescriptor.USER_WAITING_TO_PUT;
import static io.tandem.channel.internal.queue.QueueDescriptor.USER_WAITING_TO_TAKE;
import static io.tandem.channel.internal.queue.QueueDescriptor.userOffset;

import io.tandem.segment.OutOfSpaceException;
import io.tandem.segment.internal.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of a queue's users: what each process took, and how much of that it has marked done. Entries come and go under
 * the consumers' lock.
 */
final class QueueUsers {
    private static final int NONE = -1;

    private final QueueMemory memory;
    private final Words control;
    /** This process's entry; never given back while it lives. */
    private volatile int own = NONE;

    QueueUsers(final QueueMemory memory) {
        this.memory = memory;
        control = memory.control;
    }

    /** Where this process's entry is. Under the consumers' lock. */
    int claimed() {
        final int offset = own;
        return offset != NONE ? offset : claim();
    }

    /** Where this process's entry is, or -1 if it has none. */
    int claimedOrNone() {
        return own;
    }

    /** Takes an entry, if there is one left. Under the consumers' lock. */
    void claimIfFree() {
        if (own == NONE) {
            tryClaim();
        }
    }

    private int claim() {
        final int offset = tryClaim();
        if (offset == NONE) {
            throw new OutOfSpaceException(
                    memory.describe() + " has " + USERS
                            + " processes already that take from it, all of them alive. End some, or share the work over two queues.");
        }
        return offset;
    }

    private int tryClaim() {
        int offset = entryOf(memory.process);
        if (offset == NONE) {
            offset = entryOf(0);
        }
        if (offset == NONE) {
            settleTheDead();
            offset = entryOf(0);
        }
        if (offset != NONE) {
            control.putLongRelease(offset + USER_PROCESS, memory.process);
            own = offset;
        }
        return offset;
    }

    /** This process's entry, or -1; another handle of this process may have taken the entry. */
    private int ownOrFound() {
        if (own == NONE) {
            own = entryOf(memory.process);
        }
        return own;
    }

    /** The entry of a process, or -1. */
    private int entryOf(final int process) {
        for (int user = 0; user < USERS; user++) {
            if (control.getLongVolatile(userOffset(user) + USER_PROCESS) == process) {
                return userOffset(user);
            }
        }
        return NONE;
    }

    long taken(final int entry) {
        return control.getLongVolatile(entry + USER_TAKEN);
    }

    void putTaken(final int entry, final long taken) {
        control.putLongRelease(entry + USER_TAKEN, taken);
    }

    /** Stores what a dead taker had no time to. Under the consumers' lock. */
    void putTakenOf(final int process, final long taken) {
        final int entry = entryOf(process);
        if (entry != NONE) {
            putTaken(entry, taken);
        }
    }

    /** Marks items of this process done; returns false if it has fewer in hand. */
    boolean markDone(final long items) {
        final int entry = ownOrFound();
        if (entry == NONE) {
            return false;
        }
        while (true) {
            final long done = control.getLongVolatile(entry + USER_DONE);
            if (done + items > taken(entry)) {
                return false;
            }
            if (control.compareAndSetLong(entry + USER_DONE, done, done + items)) {
                return true;
            }
        }
    }

    /** Counts a thread that waits; false if this process has no entry to do so in. */
    boolean startWaiting(final boolean toPut) {
        final int entry = own;
        if (entry != NONE) {
            control.getAndAddInt(waitingOffset(entry, toPut), 1);
        }
        return entry != NONE;
    }

    /** Counts it no longer, if it was counted. */
    void stopWaiting(final boolean toPut) {
        control.getAndAddInt(waitingOffset(own, toPut), -1);
    }

    private static int waitingOffset(final int entry, final boolean toPut) {
        return entry + (toPut ? USER_WAITING_TO_PUT : USER_WAITING_TO_TAKE);
    }

    /** Threads of live processes that wait. */
    int countWaiting(final boolean toPut) {
        int sum = 0;
        for (int user = 0; user < USERS; user++) {
            final int entry = userOffset(user);
            final int process = process(entry);
            final int waiting = control.getIntVolatile(waitingOffset(entry, toPut));
            if (process != 0 && waiting != 0 && memory.registry.isAlive(process)) {
                sum += waiting;
            }
        }
        return sum;
    }

    /** Items that were marked done or were lost, since the queue was made; a value that was true at some instant, or less. */
    long finished() {
        while (true) {
            final long settled = settled();
            // Between the sums and the entries: the sums may hold already what an entry holds still.
            if (isSettling()) {
                Thread.onSpinWait();
                if (isSettling()) {
                    return settled; // its settler may be dead: whoever has the lock next ends that
                }
                continue;
            }
            long sum = settled;
            for (int user = 0; user < USERS; user++) {
                sum += control.getLongVolatile(userOffset(user) + USER_DONE);
            }
            // What was settled meanwhile may be missing.
            if (settled == settled()) {
                return sum;
            }
        }
    }

    private long settled() {
        return control.getLongVolatile(QueueDescriptor.SETTLED_DONE_OFFSET) + lost();
    }

    boolean isSettling() {
        return control.getLongVolatile(QueueDescriptor.SETTLING_OFFSET) != 0;
    }

    /** Items lost since the queue was made, as far as somebody has settled that. */
    long lost() {
        return control.getLongVolatile(QueueDescriptor.SETTLED_LOST_OFFSET);
    }

    /** Whether a process that has items in hand, or had a part in finishing some, is dead. Costs a system call for each user. */
    boolean anyDead() {
        for (int user = 0; user < USERS; user++) {
            final int process = process(userOffset(user));
            if (process != 0 && !memory.registry.isAlive(process)) {
                return true;
            }
        }
        return false;
    }

    /** Settles the entries of the dead; tells who lost items. Under the consumers' lock. */
    List<String> settleTheDead() {
        final List<String> told = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            final int entry = userOffset(user);
            final int process = process(entry);
            if (process != 0 && process != memory.process && !memory.registry.isAlive(process)) {
                final long lost = taken(entry) - control.getLongVolatile(entry + USER_DONE);
                if (lost > 0) {
                    told.add(lost + " with " + memory.registry.describe(process));
                }
                settle(user);
            }
        }
        return told;
    }

    private void settle(final int user) {
        final int entry = userOffset(user);
        final long done = control.getLongVolatile(entry + USER_DONE);
        final long lost = taken(entry) - done;
        control.putLong(
                QueueDescriptor.SETTLING_DONE_OFFSET,
                control.getLongVolatile(QueueDescriptor.SETTLED_DONE_OFFSET) + done);
        control.putLong(QueueDescriptor.SETTLING_LOST_OFFSET, lost() + lost);
        control.putLongRelease(QueueDescriptor.SETTLING_OFFSET, user + 1L);
        finishSettling();
    }

    /** Ends what a settler had begun, if one had. Under the consumers' lock. */
    void finishSettling() {
        final long settling = control.getLongVolatile(QueueDescriptor.SETTLING_OFFSET);
        if (settling == 0) {
            return;
        }
        if (settling < 0 || settling > USERS) {
            throw memory.corrupt("user " + settling + " is being settled, of " + USERS);
        }
        final int entry = userOffset((int) settling - 1);
        control.putLongRelease(
                QueueDescriptor.SETTLED_DONE_OFFSET, control.getLong(QueueDescriptor.SETTLING_DONE_OFFSET));
        control.putLongRelease(
                QueueDescriptor.SETTLED_LOST_OFFSET, control.getLong(QueueDescriptor.SETTLING_LOST_OFFSET));
        control.putLongRelease(entry + USER_TAKEN, 0);
        control.putLongRelease(entry + USER_DONE, 0);
        control.putIntRelease(entry + USER_WAITING_TO_PUT, 0);
        control.putIntRelease(entry + USER_WAITING_TO_TAKE, 0);
        control.putLongRelease(entry + USER_PROCESS, 0);
        control.putLongRelease(QueueDescriptor.SETTLING_OFFSET, 0);
    }

    private int process(final int entry) {
        return (int) control.getLongVolatile(entry + USER_PROCESS);
    }
}
