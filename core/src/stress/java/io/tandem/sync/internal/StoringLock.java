package io.tandem.sync.internal;

import io.tandem.segment.internal.Words;
import io.tandem.stress.Arena;

/** The weakened twin of a lock whose owner may die: takes over by a store, where the lock has a compare-and-set from the dead one's word. */
final class StoringLock {
    private final Words words = Words.over(Arena.memory());
    private final int owner;
    private final long mine;
    private final LockOwners owners;

    StoringLock(final int slot, final int process, final LockOwners owners) {
        owner = slot + LockWordDescriptor.OWNER_OFFSET;
        mine = LockWordDescriptor.held(process, 1);
        this.owners = owners;
    }

    int tryLock() {
        final long word = words.getLongVolatile(owner);
        if (word == LockWordDescriptor.FREE) {
            return words.compareAndSetLong(owner, word, mine) ? RobustLock.ACQUIRED : RobustLock.TIMED_OUT;
        }
        final int holder = LockWordDescriptor.process(word);
        if (owners.isAlive(holder)) {
            return RobustLock.TIMED_OUT;
        }
        words.putLongVolatile(owner, mine);
        return holder;
    }

    int lock() {
        int how = tryLock();
        while (how == RobustLock.TIMED_OUT) {
            Thread.onSpinWait();
            how = tryLock();
        }
        return how;
    }

    /** Tells a death without taking anything over, and without a second look at the word. */
    int tell() {
        final long word = words.getLongVolatile(owner);
        if (word == LockWordDescriptor.FREE) {
            return words.compareAndSetLong(owner, word, mine) ? RobustLock.ACQUIRED : RobustLock.TIMED_OUT;
        }
        final int holder = LockWordDescriptor.process(word);
        return owners.isAlive(holder) ? RobustLock.TIMED_OUT : ~holder;
    }

    void unlock() {
        words.putLongRelease(owner, LockWordDescriptor.FREE);
    }
}
