package io.tandem.sync.internal.lock;

import static io.tandem.sync.internal.lock.SharedLockDescriptor.FURTHER_HOLDS_OFFSET;
import static io.tandem.sync.internal.lock.SharedLockDescriptor.LOCK_OFFSET;
import static io.tandem.sync.internal.lock.SharedLockDescriptor.UNMENDED_OFFSET;

import io.tandem.TandemException;
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
import java.util.function.Consumer;

/**
 * A robust lock that counts its owner's holds, and knows what to do about a dead one; as one handle sees it. Who took it over from the dead and lets
 * go before all is mended gives it back to them.
 */
final class OwnedLock implements LockWaits {
    private static final String ASKED_TO_LOCK = "lock it";
    private static final long NONE = RobustLock.FREE;

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
        acquired(mine, NONE);
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
        acquired(mine, NONE);
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
        acquired(mine, NONE);
        return true;
    }

    /** Acquires, from the dead too, and has mended what they left; if that fails, they are the owners again. Tells of whom. */
    Optional<LockOwner> recover(final Consumer<? super LockOwner> mend) {
        if (robust.isHeldByCurrentThread()) {
            holdOnceMore();
        } else {
            acquireFromTheDead(true);
        }
        final long dead = unmended();
        return dead == NONE ? Optional.empty() : Optional.of(mended(dead, mend));
    }

    private LockOwner mended(final long dead, final Consumer<? super LockOwner> mend) {
        final int further = further();
        boolean mended = false;
        try {
            final LockOwner died = describe(dead);
            mend.accept(died);
            requireHeld("end its recovery");
            words.putLong(UNMENDED_OFFSET, NONE);
            record.introduce(robust.mine());
            mended = true;
            return died;
        } finally {
            if (!mended && robust.isHeldByCurrentThread()) {
                words.putLong(UNMENDED_OFFSET, dead);
                words.putInt(FURTHER_HOLDS_OFFSET, further); // whatever mending has locked besides
                unlock();
            }
        }
    }

    /** This thread then holds the lock once. Returns the word of the dead owner before, if it is to be mended what that left, or 0. */
    private long acquireFromTheDead(final boolean mends) {
        long dead = NONE;
        if (robust.recover() != RobustLock.ACQUIRED) {
            dead = mends ? RobustLock.lastDeadWord() : NONE;
            takenOver(dead);
        }
        acquired(robust.mine(), dead);
        return dead;
    }

    private void takenOver(final long unmended) {
        words.putInt(FURTHER_HOLDS_OFFSET, 0);
        words.putLong(UNMENDED_OFFSET, unmended);
    }

    private void holdOnceMore() {
        handle.checkOpen(ASKED_TO_LOCK);
        final int further = further();
        if (further == Integer.MAX_VALUE - 1) {
            throw damagedHolds(further);
        }
        words.putInt(FURTHER_HOLDS_OFFSET, further + 1);
    }

    private int further() {
        final int further = words.getInt(FURTHER_HOLDS_OFFSET);
        if (further < 0 || further == Integer.MAX_VALUE) {
            throw damagedHolds(further);
        }
        return further;
    }

    private TandemException damagedHolds(final int further) {
        return handle.damaged("says that its owner has locked it " + (further + 1L) + " times");
    }

    private long unmended() {
        final long dead = words.getLong(UNMENDED_OFFSET);
        if (!RobustLock.isWord(dead)) {
            throw damagedUnmended(dead);
        }
        return dead;
    }

    private TandemException damagedUnmended(final long dead) {
        return handle.damaged("says that 0x" + Long.toHexString(dead) + " died owning it");
    }

    /** What acquiring came to: false if the time was up. */
    private boolean settle(final int result) {
        if (RobustLock.isOwnerDead(result)) {
            final LockOwner dead = describe(RobustLock.lastDeadWord());
            throw new OwnerDiedException(
                    "Could not lock " + handle.describeWithin() + ": its owner died, " + dead
                            + ". What it guards may be half changed. Call recover(...), which takes the lock and mends that, and unlock.");
        }
        if (result > RobustLock.ACQUIRED) {
            takenOver(NONE);
        }
        return result != RobustLock.TIMED_OUT;
    }

    /**
     * In a race with a close the lock goes back; also if there is no stack or memory left to go on with. The record stays that of a dead owner
     * until all is mended.
     */
    private void acquired(final long mine, final long dead) {
        boolean keeps = false;
        try {
            if (words.getInt(FURTHER_HOLDS_OFFSET) != 0) {
                throw damagedHolds(words.getInt(FURTHER_HOLDS_OFFSET));
            }
            if (words.getLong(UNMENDED_OFFSET) != dead) {
                throw damagedUnmended(words.getLong(UNMENDED_OFFSET));
            }
            if (dead == NONE) {
                record.introduce(mine);
            }
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

    /** Lets go of the last hold. What was taken from the dead and isn't mended is theirs again, or nobody would ever be told. */
    private void letGo(final long dead) {
        if (dead == NONE) {
            robust.release();
        } else {
            words.putLong(UNMENDED_OFFSET, NONE);
            robust.giveBack(dead);
        }
        handle.letGoIfUnused();
    }

    void unlock() {
        if (!robust.isHeldByCurrentThread()) {
            handle.checkOpen("unlock it");
            throw robust.notTheOwner("unlock it");
        }
        final int further = further();
        if (further > 0) {
            words.putInt(FURTHER_HOLDS_OFFSET, further - 1);
        } else {
            letGo(unmended());
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
        final int further = further();
        if (further != 0) {
            words.putInt(FURTHER_HOLDS_OFFSET, 0);
        }
        letGo(unmended());
        return further;
    }

    /** Acquires at all levels again, and throws, holding it, if an owner died meanwhile that isn't recovered; or, not holding it, if the handle is closed. */
    void reacquire(final int further) {
        final long dead = acquireFromTheDead(ownerDeath == OwnerDeath.REPORT);
        if (further != 0) {
            words.putInt(FURTHER_HOLDS_OFFSET, further);
        }
        if (dead != NONE) {
            throw new OwnerDiedException(
                    "While this thread waited for a condition of " + handle.describeWithin()
                            + ", its owner died, " + describe(dead)
                            + ". What it guards may be half changed. This thread holds the"
                            + " lock: call recover(...) to mend that, or unlock, and the next one that asks for the lock is told.");
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
        return robust.word() != NONE;
    }

    boolean isHeldByCurrentThread() {
        return robust.isHeldByCurrentThread();
    }

    int holdCount() {
        return robust.isHeldByCurrentThread() ? further() + 1 : 0;
    }

    Optional<LockOwner> owner() {
        final long word = robust.word();
        return word == NONE ? Optional.empty() : Optional.of(describe(word));
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
