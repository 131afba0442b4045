package io.tandem.sync.internal;

import static io.tandem.sync.internal.LockWordDescriptor.FREE;
import static io.tandem.sync.internal.LockWordDescriptor.WAITERS;

import io.tandem.os.FutexWords;
import io.tandem.wait.internal.SleepTarget;
import io.tandem.wait.internal.WaitSite;
import io.tandem.wait.internal.Waiting;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One thread's try for a lock that wasn't free at first sight. Kept by the thread, so that contention allocates nothing. */
final class LockAttempt implements SleepTarget, Waiting.Condition {
    private @Nullable RobustLock wanted;
    private long mine;
    private long waiters;
    private int dead;

    LockAttempt begin(final RobustLock lock, final long heldByMe) {
        wanted = lock;
        mine = heldByMe;
        waiters = 0;
        dead = RobustLock.ACQUIRED;
        return this;
    }

    int acquireAtOnce() {
        try {
            return holds(true) ? dead : RobustLock.TIMED_OUT;
        } finally {
            wanted = null;
        }
    }

    int acquire(final long timeoutNanos) throws InterruptedException {
        boolean acquired = false;
        try {
            acquired = Waiting.await(lock().policy(), this, this, timeoutNanos);
        } finally {
            end(acquired);
        }
        return acquired ? dead : RobustLock.TIMED_OUT;
    }

    int acquireUninterruptibly() {
        boolean acquired = false;
        try {
            acquired = Waiting.awaitUninterruptibly(lock().policy(), this, this, Waiting.FOREVER);
        } finally {
            end(acquired);
        }
        return acquired ? dead : RobustLock.TIMED_OUT;
    }

    /** Takes the lock if it is free or, at a close look, if its owner is dead. */
    @Override
    public boolean holds(final boolean slow) {
        final RobustLock lock = lock();
        while (true) {
            final long word = lock.word();
            if (word == FREE) {
                return lock.compareAndSet(FREE, mine | waiters);
            }
            if (!slow || lock.isOwnerAlive(word)) {
                return false;
            }
            if (lock.compareAndSet(word, mine | word & WAITERS | waiters)) {
                dead = LockWordDescriptor.process(word);
                return true;
            }
        }
    }

    @Override
    public void arm(final FutexWords words) {
        final RobustLock lock = lock();
        long word = lock.word();
        while (word != FREE && (word & WAITERS) == 0) {
            lock.compareAndSet(word, word | WAITERS);
            word = lock.word();
        }
        waiters = WAITERS;
        // Never a free word, which nobody would wake from: found free, the bit makes a value that no lock has.
        words.add(lock.waker().address(), LockWordDescriptor.watched(word | WAITERS), true);
    }

    @Override
    public WaitSite site() {
        return lock().site();
    }

    @Override
    public boolean signallersCanWake() {
        return lock().ownersCanWake();
    }

    // Who gives up may have used up the one wake of an unlock: it is passed on to the next sleeper, or the next unlock
    // is told to wake one.
    private void end(final boolean acquired) {
        final RobustLock lock = lock();
        wanted = null;
        if (acquired || waiters == 0) {
            return;
        }
        long word = lock.word();
        while (word != FREE && (word & WAITERS) == 0) {
            lock.compareAndSet(word, word | WAITERS);
            word = lock.word();
        }
        if (word == FREE) {
            lock.waker().wake(1);
        }
    }

    private RobustLock lock() {
        return Objects.requireNonNull(wanted);
    }
}
