package io.tandem.sync.internal.semaphore;

import io.tandem.TandemException;
import io.tandem.segment.OutOfSpaceException;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.object.BodyVersion;
import io.tandem.sync.internal.LockWaits;
import io.tandem.sync.internal.account.AccountedMemory;
import io.tandem.wait.WaitPolicy;
import org.agrona.concurrent.AtomicBuffer;

/** A semaphore's memory as one handle sees it: permits, and who holds them ({@link SemaphoreDescriptor}). */
final class Permits extends AccountedMemory {
    /** More than these can't be. */
    static final long MOST = Integer.MAX_VALUE;

    private static final String WHAT = "permits";

    private final SemaphoreOptions options;

    /**
     * Of an open segment.
     *
     * @param segment of a semaphore, whose layout was checked.
     * @param options that it was made with.
     * @param policy  of waiting.
     * @param waits   that ends waits for the internal lock.
     */
    Permits(final Segment segment, final SemaphoreOptions options, final WaitPolicy policy, final LockWaits waits) {
        super(
                segment,
                SemaphoreDescriptor.LENGTH,
                SemaphoreDescriptor.LOCK_OFFSET,
                SemaphoreDescriptor.RELEASED_OFFSET,
                SemaphoreDescriptor.ACCOUNTS_OFFSET,
                policy,
                waits);
        this.options = options;
    }

    /** Makes a new segment of zeros a semaphore. */
    static void initialize(final Segment segment, final int permits) {
        final AtomicBuffer buffer = segment.buffer(0, SemaphoreDescriptor.LENGTH);
        buffer.putLong(SemaphoreDescriptor.TOTAL_OFFSET, permits);
        buffer.putLong(SemaphoreDescriptor.FREE_OFFSET, permits);
        BodyVersion.write(segment, SemaphoreDescriptor.VERSION);
    }

    /** How many are free, those of the dead not counted; without the lock. */
    long free() {
        return words.getLongVolatile(SemaphoreDescriptor.FREE_OFFSET);
    }

    /**
     * Takes so many if there are as many.
     *
     * @param entered how the internal lock was entered.
     */
    boolean take(final int count, final int entered) {
        return hasEntered(entered) && takeSettling(count);
    }

    // Rows of the dead must not keep out the living.
    private boolean takeSettling(final int count) {
        try {
            return takeAndUnlock(count);
        } catch (final OutOfSpaceException e) {
            settle();
            return hasEntered(enterBriefly()) && takeAndUnlock(count);
        }
    }

    private boolean takeAndUnlock(final int count) {
        try {
            final long free = free();
            if (free < count) {
                return false;
            }
            taken(free, count);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes all. */
    int takeAll() {
        hasEntered(enter());
        try {
            return takeAllAndUnlock();
        } catch (final OutOfSpaceException e) {
            settle();
            hasEntered(enter());
            return takeAllAndUnlock();
        }
    }

    private int takeAllAndUnlock() {
        try {
            final long free = free();
            if (free > 0) {
                taken(free, (int) free);
            }
            return (int) free;
        } finally {
            lock.unlock();
        }
    }

    private void taken(final long free, final int count) {
        if (options.owners()) {
            accounts.add(count, WHAT);
        } else {
            setTotal(total() - count);
        }
        setFree(free - count);
    }

    /**
     * Gives back so many, this process's own first; what it lacks is added to those there are.
     *
     * @param count    1 or more.
     * @param ownAlone refuse to add any.
     * @return why not, and then nothing has changed; or {@link Refusal#NONE}.
     */
    Refusal give(final int count, final boolean ownAlone) {
        hasEntered(enterToGiveBack());
        try {
            final int own = options.owners() ? Math.min(count, accounts.own()) : 0;
            final int more = count - own;
            if (more > 0) {
                final long total = total() + more;
                if (ownAlone && options.owners()) {
                    return Refusal.NOT_HELD;
                }
                if (total > (options.bounded() ? options.permits() : MOST)) {
                    return Refusal.TOO_MANY;
                }
                setTotal(total);
            }
            if (own > 0) {
                accounts.add(-own, WHAT);
            }
            setFree(free() + count);
        } finally {
            lock.unlock();
        }
        if (count == 1) {
            wakeForOne();
        } else {
            released().signal();
        }
        return Refusal.NONE;
    }

    /** Wakes one for a permit that is free; or all, where it may be too little for whoever is woken. */
    void wakeForOne() {
        if (hasBulk()) {
            released().signal();
            return;
        }
        released().signalOne();
        if (hasBulk()) { // who was woken may be the first that wants several, and nobody else is announced
            released().disturb();
        }
    }

    private boolean hasBulk() {
        return words.getIntVolatile(SemaphoreDescriptor.BULK_OFFSET) != 0;
    }

    /** Why nothing was given back. */
    enum Refusal {
        NONE,
        NOT_HELD,
        TOO_MANY
    }

    /** Whether somebody is dead who holds permits, or the lock. */
    boolean hasDead() {
        return hasDeadHolder();
    }

    /** How many permits the dead hold still; for people. */
    long heldByDead() {
        try {
            return accounts.heldByDead();
        } catch (final TandemException e) {
            return 0; // who asks for permits is told
        }
    }

    /** Brings back what the dead hold; not now, if somebody is stopped in the lock. */
    void settle() {
        int dead = accounts.firstDead();
        while ((dead != 0 || lock.isOwnerDead()) && hasEntered(enterBriefly())) {
            try {
                if (dead != 0) {
                    accounts.clear(dead);
                    derive();
                }
            } finally {
                lock.unlock();
            }
            dead = accounts.firstDead();
        }
    }

    @Override
    protected void derive() {
        setFree(total() - accounts.sum());
        released().signal();
    }

    /** Somebody is about to wait for several: from now on one permit that is given back may be of use to any sleeper. */
    void announceBulk() {
        if (!hasBulk()) {
            words.putIntVolatile(SemaphoreDescriptor.BULK_OFFSET, 1);
        }
    }

    private long total() {
        return words.getLong(SemaphoreDescriptor.TOTAL_OFFSET);
    }

    private void setTotal(final long total) {
        words.putLong(SemaphoreDescriptor.TOTAL_OFFSET, total);
    }

    private void setFree(final long free) {
        words.putLongRelease(SemaphoreDescriptor.FREE_OFFSET, free);
    }
}
