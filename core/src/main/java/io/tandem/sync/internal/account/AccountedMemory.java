package io.tandem.sync.internal.account;

import io.tandem.segment.internal.ProcessRegistry;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Words;
import io.tandem.sync.internal.LockOwners;
import io.tandem.sync.internal.LockWaits;
import io.tandem.sync.internal.RobustLock;
import io.tandem.wait.WaitPolicy;
import io.tandem.wait.internal.EventWord;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.AtomicBuffer;

/**
 * The memory of a synchronizer that keeps accounts, as one handle sees it: an internal lock, the accounts under it, and an event of something
 * having been let go of. Nothing here waits for what others hold, only for that lock, in which others are for some nanoseconds.
 */
public abstract class AccountedMemory {
    /** Others are in the lock for nanoseconds, unless they are stopped: so long even a call without time waits for them. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** Of the synchronizer. */
    protected final Words words;
    /** Guards the accounts, and what is derived from them. */
    protected final RobustLock lock;
    /** Under that lock. */
    protected final Accounts accounts;
    /** This process's number. */
    protected final int process;

    private final Segment segment;
    private final WaitPolicy policy;
    private final EventWord released;
    private final LockOwners owners;
    private final RobustLock lockOfGivers;

    /**
     * Of an open segment, whose layout was checked.
     *
     * @param segment        of the synchronizer.
     * @param length         of its body.
     * @param lockOffset     of the internal lock.
     * @param releasedOffset of the event.
     * @param accountsOffset of the accounts.
     * @param policy         of waiting.
     * @param waits          that ends waits for the internal lock, except for those who give back.
     */
    protected AccountedMemory(
            final Segment segment,
            final int length,
            final int lockOffset,
            final int releasedOffset,
            final int accountsOffset,
            final WaitPolicy policy,
            final LockWaits waits) {
        this.segment = segment;
        this.policy = policy;
        final ProcessRegistry registry = ProcessRegistry.of(segment.domain());
        owners = LockOwners.of(registry);
        process = registry.own();
        final AtomicBuffer buffer = segment.buffer(0, length);
        words = Words.over(buffer);
        lock = RobustLock.in(segment, lockOffset, policy, waits);
        lockOfGivers = RobustLock.in(segment, lockOffset, policy);
        released = new EventWord(buffer, releasedOffset, segment.address(releasedOffset), true);
        accounts = new Accounts(words, accountsOffset, process, owners);
    }

    /** Computes what follows from the accounts, and wakes all: who died may have changed them, and woken nobody. Under the lock. */
    protected abstract void derive();

    /** Enters the lock, whatever interrupts. */
    public final int enter() {
        return lock.lock();
    }

    /** The same, until the time is up, or a little longer. */
    public final int enter(final long timeoutNanos) throws InterruptedException {
        return lock.tryLock(Math.max(timeoutNanos, PATIENCE_NANOS));
    }

    /** The same, whatever interrupts, without waiting for long for who is stopped in it. */
    public final int enterBriefly() {
        return lock.lock(PATIENCE_NANOS);
    }

    /** Enters it to give back, which is possible through a closed handle, too. */
    protected final int enterToGiveBack() {
        return lockOfGivers.lock();
    }

    /** Lets all that wait, for what others hold or for the lock, see that the handle was closed. */
    public final void disturb() {
        lock.disturb();
        released.signal();
    }

    /**
     * Behind each try to enter: mends what a dead one has left.
     *
     * @param how the lock was entered.
     * @return false if it wasn't.
     */
    protected final boolean hasEntered(final int how) {
        if (how == RobustLock.TIMED_OUT) {
            return false;
        }
        if (how != RobustLock.ACQUIRED) {
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
        return true;
    }

    /** Who holds how many, by process number; the dead included that nobody has met yet. */
    public final Map<Integer, Integer> counts() {
        hasEntered(enter());
        try {
            return accounts.counts();
        } finally {
            lock.unlock();
        }
    }

    /** Whether somebody is dead who is in the accounts, or has the lock. One system call for each process that is. */
    protected final boolean hasDeadHolder() {
        return lock.isOwnerDead() || accounts.firstDead() != 0;
    }

    /** {@return the event of something having been let go of} */
    public final EventWord released() {
        return released;
    }

    /** {@return how to wait} */
    public final WaitPolicy policy() {
        return policy;
    }

    /** {@return whether all who have it open can wake others} */
    public final boolean othersCanWake() {
        return segment.holders().allCanWake();
    }

    /** {@return a process, by number, in words} */
    public final String describe(final int number) {
        return owners.describe(number);
    }
}
