package io.tandem.sync.internal;

import io.tandem.segment.internal.ProcessRegistry;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Words;
import io.tandem.segment.internal.object.BodyVersion;
import io.tandem.wait.WaitPolicy;
import io.tandem.wait.internal.EventWord;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.AtomicBuffer;

/**
 * A semaphore's memory as one handle sees it: permits, and who holds them ({@link SemaphoreDescriptor}). Nothing here waits for permits,
 * only for the lock, in which others are for some nanoseconds.
 */
final class Permits {
    /** More than these can't be. */
    static final long MOST = Integer.MAX_VALUE;

    private static final String WHAT = "permits";
    /** Others are in the lock for nanoseconds, unless they are stopped: so long even a call without time waits for them. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Words words;
    private final RobustLock lock;
    private final EventWord released;
    private final Accounts accounts;
    private final SemaphoreOptions options;
    private final WaitPolicy policy;
    private final Segment segment;
    private final LockOwners owners;

    /**
     * Of an open segment.
     *
     * @param segment of a semaphore, whose layout was checked.
     * @param options that it was made with.
     * @param policy  of waiting.
     */
    Permits(final Segment segment, final SemaphoreOptions options, final WaitPolicy policy) {
        this.segment = segment;
        this.options = options;
        this.policy = policy;
        final ProcessRegistry registry = ProcessRegistry.of(segment.domain());
        owners = LockOwners.of(registry);
        final AtomicBuffer buffer = segment.buffer(0, SemaphoreDescriptor.LENGTH);
        words = Words.over(buffer);
        lock = RobustLock.in(segment, SemaphoreDescriptor.LOCK_OFFSET, policy);
        final int event = SemaphoreDescriptor.RELEASED_OFFSET;
        released = new EventWord(buffer, event, segment.address(event), true);
        accounts = new Accounts(words, SemaphoreDescriptor.ACCOUNTS_OFFSET, registry.own(), owners);
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

    /** Takes so many if there are as many, whatever interrupts. */
    boolean take(final int count) {
        if (free() < count) {
            return false;
        }
        mend(lock.lock());
        return takeSettling(count);
    }

    /** The same, but without waiting for long for who is stopped in the lock. */
    boolean tryTake(final int count) {
        return free() >= count && enterBriefly() && takeSettling(count);
    }

    private boolean enterBriefly() {
        final int entered = lock.lock(PATIENCE_NANOS);
        if (entered == RobustLock.TIMED_OUT) {
            return false;
        }
        mend(entered);
        return true;
    }

    /** The same as {@link #take(int)}, but the wait for the lock ends with the time, or a little later, or when interrupted. */
    boolean take(final int count, final long timeoutNanos) throws InterruptedException {
        if (free() < count) {
            return false;
        }
        final int entered = lock.tryLock(Math.max(timeoutNanos, PATIENCE_NANOS));
        if (entered == RobustLock.TIMED_OUT) {
            return false;
        }
        mend(entered);
        return takeSettling(count);
    }

    // Rows of the dead must not keep out the living.
    private boolean takeSettling(final int count) {
        try {
            return takeAndUnlock(count);
        } catch (final AccountsFullException e) {
            settle();
            return enterBriefly() && takeAndUnlock(count);
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
        mend(lock.lock());
        try {
            return takeAllAndUnlock();
        } catch (final AccountsFullException e) {
            settle();
            mend(lock.lock());
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
        mend(lock.lock());
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
        if (count == 1 && words.getIntVolatile(SemaphoreDescriptor.BULK_OFFSET) == 0) {
            released.signalOne();
        } else {
            released.signal();
        }
        return Refusal.NONE;
    }

    /** Why nothing was given back. */
    enum Refusal {
        NONE,
        NOT_HELD,
        TOO_MANY
    }

    /** Whether somebody is dead who holds permits, or the lock. One system call for each process that holds some. */
    boolean hasDead() {
        return lock.isOwnerDead() || accounts.firstDead() != 0;
    }

    /** Brings back what the dead hold; not now, if somebody is stopped in the lock. */
    void settle() {
        int dead = accounts.firstDead();
        while ((dead != 0 || lock.isOwnerDead()) && enterBriefly()) {
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

    /** Who holds how many, the dead included that nobody has met yet. */
    Map<Integer, Integer> counts() {
        mend(lock.lock());
        try {
            return accounts.counts();
        } finally {
            lock.unlock();
        }
    }

    /** Behind each acquisition of the lock. */
    private void mend(final int entered) {
        if (entered == RobustLock.ACQUIRED) {
            return;
        }
        boolean mended = false;
        try {
            derive();
            mended = true;
        } finally {
            if (!mended) {
                lock.unlock();
            }
        }
    }

    // Who died may have made more of them free, and woken nobody.
    private void derive() {
        setFree(total() - accounts.sum());
        released.signal();
    }

    /** Somebody is about to wait for several: from now on one permit that is given back may be of use to any sleeper. */
    void announceBulk() {
        if (words.getIntVolatile(SemaphoreDescriptor.BULK_OFFSET) == 0) {
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

    EventWord released() {
        return released;
    }

    WaitPolicy policy() {
        return policy;
    }

    boolean othersCanWake() {
        return segment.holders().allCanWake();
    }

    String describe(final int process) {
        return owners.describe(process);
    }
}
