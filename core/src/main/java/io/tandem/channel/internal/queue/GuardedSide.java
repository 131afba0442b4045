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

    /** Mends what a dead owner left. May itself be cut short anywhere, and repeated. */
    abstract void mendAfter(int dead);
}
