package io.tandem.sync.internal;

import static io.tandem.sync.internal.LockWordDescriptor.FREE;

import io.tandem.wait.internal.ArmedWords;
import io.tandem.wait.internal.SleepTarget;
import io.tandem.wait.internal.WaitSite;
import io.tandem.wait.internal.Waiting;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One thread's try for a lock that wasn't free at first sight. Kept by the thread, so that contention allocates nothing. */
final class LockAttempt implements SleepTarget, Waiting.Condition {
    private @Nullable RobustLock wanted;
    private long mine;
    /** Whether this thread has announced a sleep, and so may have used up a signal that was meant for others, too. */
    private boolean armed;

    private boolean takesOver;
    private int outcome;
    private long deadWord;

    LockAttempt begin(final RobustLock lock, final long heldByMe, final boolean fromTheDead) {
        wanted = lock;
        mine = heldByMe;
        takesOver = fromTheDead;
        armed = false;
        outcome = RobustLock.ACQUIRED;
        return this;
    }

    int acquireAtOnce() {
        try {
            return holds(true) ? outcome : RobustLock.TIMED_OUT;
        } finally {
            wanted = null;
        }
    }

    int acquire(final long timeoutNanos) throws InterruptedException {
        boolean over = false;
        try {
            over = Waiting.await(lock().policy(), this, this, timeoutNanos);
        } finally {
            end(over && outcome >= RobustLock.ACQUIRED);
        }
        return over ? outcome : RobustLock.TIMED_OUT;
    }

    int acquireUninterruptibly(final long timeoutNanos) {
        boolean over = false;
        try {
            over = Waiting.awaitUninterruptibly(lock().policy(), this, this, timeoutNanos);
        } finally {
            end(over && outcome >= RobustLock.ACQUIRED);
        }
        return over ? outcome : RobustLock.TIMED_OUT;
    }

    /** Takes the lock if it is free; at a close look, finds a dead owner, and takes it from that if asked to. */
    @Override
    public boolean holds(final boolean slow) {
        final RobustLock lock = lock();
        while (true) {
            final long word = lock.word();
            if (word == FREE) {
                return lock.compareAndSet(FREE, mine);
            }
            lock.waits().check();
            if (!slow) {
                return false;
            }
            if (lock.mayOwnerBeAlive(word)) {
                lock.waits().met(word);
                return false;
            }
            // It may have let go before it died, and only then is it no owner any more.
            if (takesOver ? lock.compareAndSet(word, mine) : lock.word() == word) {
                final int dead = LockWordDescriptor.process(word);
                outcome = takesOver ? dead : ~dead;
                deadWord = word;
                return true;
            }
        }
    }

    // Each look takes the word away from its owner.
    @Override
    public int pausesBetweenLooks() {
        return PAUSES_OF_RIVALS;
    }

    /** The word of the dead owner that this thread met last. */
    long deadWord() {
        return deadWord;
    }

    @Override
    public void arm(final ArmedWords words) {
        words.add(lock().released());
        armed = true;
    }

    @Override
    public WaitSite site() {
        return lock().site();
    }

    @Override
    public boolean signallersCanWake() {
        return lock().ownersCanWake();
    }

    // A signal wakes one, and disarms the word. Who has it then announces the others that may sleep still: an owner, to
    // its own unlock; who gives up, to the next one, or passes the signal on if that was over before.
    private void end(final boolean acquired) {
        final RobustLock lock = lock();
        wanted = null;
        if (!armed) {
            return;
        }
        if (acquired) {
            lock.released().arm();
            return;
        }
        lock.released().armAndFence();
        if (lock.word() == FREE) {
            lock.released().signalOne();
        }
    }

    private RobustLock lock() {
        return Objects.requireNonNull(wanted);
    }
}
