package io.tandem.sync.internal.lock;

import static io.tandem.sync.internal.lock.SharedLockDescriptor.FURTHER_HOLDS_OFFSET;
import static io.tandem.sync.internal.lock.SharedLockDescriptor.LOCK_OFFSET;

import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Words;
import io.tandem.segment.internal.object.SegmentHandle;
import io.tandem.sync.LockOwner;
import io.tandem.sync.OwnerDeath;
import io.tandem.sync.OwnerDiedException;
import io.tandem.sync.internal.LockWaits;
import io.tandem.sync.internal.RobustLock;
import io.tandem.wait.WaitPolicy;
import java.util.Optional;

/** A robust lock that counts its owner's holds, and knows what to do about a dead one; as one handle sees it. */
final class OwnedLock implements LockWaits {
    private static final String ASKED_TO_LOCK = "lock it";

    private final Words words;
    private final RobustLock robust;
    private final OwnerRecord record;
    private final OwnerDeath ownerDeath;
    private final SegmentHandle handle;

    OwnedLock(
            final Segment segment,
            final Words words,
            final OwnerDeath ownerDeath,
            final WaitPolicy policy,
            final SegmentHandle handle) {
        this.words = words;
        this.ownerDeath = ownerDeath;
        this.handle = handle;
        record = new OwnerRecord(words);
        robust = RobustLock.in(segment, LOCK_OFFSET, policy, this);
    }

    void lock() {
        final long mine = robust.mine();
        if (!robust.acquireIfFree(mine)) {
            if (robust.word() == mine) {
                holdOnceMore();
                return;
            }
            settle(robust.lock());
        }
        acquired(mine, 0);
    }

    boolean tryLock() {
        final long mine = robust.mine();
        if (!robust.acquireIfFree(mine)) {
            if (robust.word() == mine) {
                holdOnceMore();
                return true;
            }
            if (!settle(robust.tryLock())) {
                handle.checkOpen(ASKED_TO_LOCK);
                return false;
            }
        }
        acquired(mine, 0);
        return true;
    }

    /** Throws InterruptedException even if the lock is free. */
    boolean tryLock(final long timeoutNanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        final long mine = robust.mine();
        if (!robust.acquireIfFree(mine)) {
            if (robust.word() == mine) {
                holdOnceMore();
                return true;
            }
            if (!settle(robust.tryLock(timeoutNanos))) {
                return false;
            }
        }
        acquired(mine, 0);
        return true;
    }

    /** Acquires, from the dead too, and tells of whom. */
    Optional<LockOwner> recover() {
        if (isHeldByCurrentThread()) {
            holdOnceMore();
            return Optional.empty();
        }
        final long dead = acquireFromTheDead();
        Optional<LockOwner> died = Optional.empty();
        boolean described = false;
        try {
            died = dead == 0 ? died : Optional.of(describe(dead));
            described = true;
        } finally {
            if (!described) {
                letGo(dead);
            }
        }
        acquired(robust.mine(), dead);
        return died;
    }

    /** Returns the word of the dead owner before, or 0; this thread then holds the lock once. */
    private long acquireFromTheDead() {
        if (robust.recover() == RobustLock.ACQUIRED) {
            return 0;
        }
        words.putInt(FURTHER_HOLDS_OFFSET, 0);
        return RobustLock.lastDeadWord();
    }

    private void holdOnceMore() {
        handle.checkOpen(ASKED_TO_LOCK);
        final int further = words.getInt(FURTHER_HOLDS_OFFSET);
        if (further == Integer.MAX_VALUE - 1) {
            throw new Error("Maximum lock count exceeded: a thread can hold a lock " + Integer.MAX_VALUE
                    + " times. Unlock it as often as you lock it.");
        }
        words.putInt(FURTHER_HOLDS_OFFSET, further + 1);
    }

    /** What acquiring came to: false if the time was up. */
    private boolean settle(final int result) {
        if (RobustLock.isOwnerDead(result)) {
            final LockOwner dead = describe(RobustLock.lastDeadWord());
            throw new OwnerDiedException(
                    "Could not lock " + handle.describeWithin() + ": its owner died, " + dead
                            + ". What it guards may be half changed. Call recover(), which takes the lock, mend that, and unlock.");
        }
        if (result > RobustLock.ACQUIRED) {
            words.putInt(FURTHER_HOLDS_OFFSET, 0);
        }
        return result != RobustLock.TIMED_OUT;
    }

    // In a race with a close the lock goes back; also if there is no stack or memory left to go on with.
    private void acquired(final long mine, final long dead) {
        boolean keeps = false;
        try {
            record.introduce(mine);
            keeps = !handle.isClosed();
        } finally {
            if (!keeps) {
                letGo(dead);
            }
        }
        if (!keeps) {
            handle.checkOpen(ASKED_TO_LOCK);
        }
    }

    /** Undoes an acquisition. What was taken from the dead is theirs again, or nobody would ever be told. */
    private void letGo(final long dead) {
        if (dead != 0) {
            robust.giveBack(dead);
        } else {
            robust.release();
        }
        handle.letGoIfUnused();
    }

    void unlock() {
        if (!robust.isHeldByCurrentThread()) {
            handle.checkOpen("unlock it");
            throw robust.notTheOwner("unlock it");
        }
        final int further = words.getInt(FURTHER_HOLDS_OFFSET);
        if (further > 0) {
            words.putInt(FURTHER_HOLDS_OFFSET, further - 1);
        } else {
            robust.release();
            handle.letGoIfUnused();
        }
    }

    void requireHeld(final String asked) {
        if (!robust.isHeldByCurrentThread()) {
            handle.checkOpen(asked);
            throw robust.notTheOwner(asked);
        }
    }

    /** Lets go at all levels; returns what to take up again. */
    int releaseAll() {
        final int further = words.getInt(FURTHER_HOLDS_OFFSET);
        if (further != 0) {
            words.putInt(FURTHER_HOLDS_OFFSET, 0);
        }
        robust.release();
        handle.letGoIfUnused();
        return further;
    }

    /** Acquires at all levels again, and throws, holding it, if an owner died meanwhile that isn't recovered; or, not holding it, if the handle is closed. */
    void reacquire(final int further) {
        final long dead = acquireFromTheDead();
        acquired(robust.mine(), dead);
        if (further != 0) {
            words.putInt(FURTHER_HOLDS_OFFSET, further);
        }
        if (dead != 0 && ownerDeath == OwnerDeath.REPORT) {
            throw new OwnerDiedException("While this thread waited for a condition of " + handle.describeWithin()
                    + ", its owner died, " + robust.describeProcess(dead)
                    + ". What it guards may be half changed. This thread holds the lock: mend that, and unlock.");
        }
    }

    boolean isHeldByThisProcess() {
        return robust.isHeldByThisProcess();
    }

    /** Whether an owner died and is to be reported. A system call if another process holds it. */
    boolean hasDeathToReport() {
        return ownerDeath == OwnerDeath.REPORT && robust.isOwnerDead();
    }

    boolean isLocked() {
        return robust.word() != 0;
    }

    boolean isHeldByCurrentThread() {
        return robust.isHeldByCurrentThread();
    }

    int holdCount() {
        return robust.isHeldByCurrentThread() ? words.getInt(FURTHER_HOLDS_OFFSET) + 1 : 0;
    }

    Optional<LockOwner> owner() {
        final long word = robust.word();
        return word == 0 ? Optional.empty() : Optional.of(describe(word));
    }

    private LockOwner describe(final long word) {
        return new LockOwner(
                RobustLock.processOf(word),
                robust.describeProcess(word),
                RobustLock.threadOf(word),
                record.threadName(word),
                record.since());
    }

    void disturb() {
        robust.disturb();
    }

    // ---- while a thread waits for the lock

    @Override
    public boolean takesOver() {
        return ownerDeath == OwnerDeath.RELEASE;
    }

    @Override
    public void check() {
        handle.checkOpen(ASKED_TO_LOCK);
    }

    @Override
    public void met(final long word) {
        record.met();
    }
}
