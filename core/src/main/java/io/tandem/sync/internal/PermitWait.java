package io.tandem.sync.internal;

import io.tandem.wait.internal.ArmedWords;
import io.tandem.wait.internal.SleepTarget;
import io.tandem.wait.internal.WaitSite;
import io.tandem.wait.internal.Waiting;

/** One thread's wait for permits that weren't free at first sight. */
final class PermitWait implements SleepTarget, Waiting.Condition {
    private final Permits permits;
    private final WaitSite site;
    private final SemaphoreHandle handle;
    private final int count;
    /** Whether this thread has announced a sleep, and so may have used up a signal that was meant for others, too. */
    private boolean armed;

    private boolean metDead;

    PermitWait(final Permits permits, final WaitSite site, final SemaphoreHandle handle, final int count) {
        this.permits = permits;
        this.site = site;
        this.handle = handle;
        this.count = count;
    }

    /** Takes them; false when the time is up. */
    boolean acquire(final long timeoutNanos) throws InterruptedException {
        final long start = System.nanoTime();
        long remaining = timeoutNanos;
        announce();
        try {
            while (Waiting.await(permits.policy(), this, this, remaining)) {
                settle();
                if (permits.take(count, remaining)) {
                    return true;
                }
                if (timeoutNanos != Waiting.FOREVER) {
                    if (remaining <= 0) {
                        return false; // that was the last look
                    }
                    remaining = timeoutNanos - (System.nanoTime() - start);
                }
            }
            return false;
        } finally {
            end();
        }
    }

    /** The same, whatever interrupts, and for as long as it takes. */
    void acquireUninterruptibly() {
        announce();
        try {
            do {
                Waiting.awaitUninterruptibly(permits.policy(), this, this, Waiting.FOREVER);
                settle();
            } while (!permits.take(count));
        } finally {
            end();
        }
    }

    private void announce() {
        if (count > 1) {
            permits.announceBulk();
        }
    }

    private void settle() {
        if (metDead) {
            metDead = false;
            permits.settle();
        }
    }

    // It only looks: to take, one has to wait for the lock, and that isn't possible from within a wait.
    @Override
    public boolean holds(final boolean slow) {
        handle.requireOpen();
        if (permits.free() >= count) {
            return true;
        }
        metDead |= slow && permits.hasDead();
        return metDead;
    }

    @Override
    public void arm(final ArmedWords words) {
        words.add(permits.released());
        armed = true;
    }

    @Override
    public WaitSite site() {
        return site;
    }

    @Override
    public boolean signallersCanWake() {
        return permits.othersCanWake();
    }

    // A signal wakes one, and disarms the word. Whoever goes announces the others that may sleep still, and passes on
    // what
    // was released before that.
    private void end() {
        if (armed) {
            permits.released().armAndFence();
            if (permits.free() > 0) {
                permits.released().signalOne();
            }
        }
    }
}
