package io.tandem.channel.internal.queue;

import io.tandem.os.Interrupts;
import io.tandem.sync.internal.RobustLock;
import java.util.concurrent.TimeUnit;

/** One side of a queue, all of whose changes are made under one robust lock. */
abstract class GuardedSide {
    /** For calls that don't wait: much longer than any owner needs, if its process isn't stopped. */
    private static final long BRIEFLY = TimeUnit.MILLISECONDS.toNanos(100);

    private final RobustLock lock;

    GuardedSide(final RobustLock lock) {
        this.lock = lock;
    }

    /** Takes the lock, and mends first what its last owner left if that died; false if the time is up. */
    final boolean enter(final long nanos) throws InterruptedException {
        return nanos > 0 ? entered(lock.tryLock(nanos)) : enterBriefly();
    }

    /** The same for calls that don't wait, whatever interrupts them. */
    final boolean enterBriefly() {
        return entered(tryBriefly());
    }

    /** The same, for as long as it takes, whatever interrupts it. */
    final void enter() {
        entered(lock.lock());
    }

    final void leave() {
        lock.unlock();
    }

    /**
     * Mends what a dead owner left in the way of those who look without the lock. They find at once whether there is something
     * half done; only then it costs a system call to see whether its owner lives.
     *
     * @return whether it has mended anything.
     */
    final boolean mendIfOwnerDied() {
        if (!isHalfDone() || !lock.isOwnerDead()) {
            return false;
        }
        final int result = lock.tryLock();
        if (!entered(result)) {
            return false;
        }
        leave();
        return result != RobustLock.ACQUIRED;
    }

    private int tryBriefly() {
        final int result = lock.tryLock();
        return result != RobustLock.TIMED_OUT ? result : Interrupts.deferred(this::tryBrieflyUninterrupted);
    }

    private int tryBrieflyUninterrupted() {
        try {
            return lock.tryLock(BRIEFLY);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return lock.tryLock();
        }
    }

    private boolean entered(final int result) {
        if (result == RobustLock.TIMED_OUT) {
            return false;
        }
        if (result != RobustLock.ACQUIRED) {
            boolean mended = false;
            try {
                mendAfter(result);
                mended = true;
            } finally {
                if (!mended) {
                    lock.unlock();
                }
            }
        }
        return true;
    }

    /** Whether counts or sums are behind, seen without the lock: somebody alive is at it, or died over it. */
    abstract boolean isHalfDone();

    /** Mends what a dead owner left. May itself be cut short anywhere, and repeated. */
    abstract void mendAfter(int dead);
}
