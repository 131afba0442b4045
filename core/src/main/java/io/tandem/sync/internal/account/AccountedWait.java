package io.tandem.sync.internal.account;

import io.tandem.wait.internal.ArmedWords;
import io.tandem.wait.internal.SleepTarget;
import io.tandem.wait.internal.WaitSite;
import io.tandem.wait.internal.Waiting;

/**
 * One thread's wait for what others hold. It only looks while it waits: to take, one has to enter the internal lock, and that isn't
 * possible from within a wait.
 */
public abstract class AccountedWait implements SleepTarget, Waiting.Condition {
    private final AccountedMemory memory;
    private final WaitSite site;
    /** Whether this thread has announced a sleep, and so may have used up a signal that was meant for others, too. */
    private boolean armed;

    private boolean metDead;

    /**
     * Begins with nothing seen.
     *
     * @param memory of the synchronizer.
     * @param site   of its waits.
     */
    protected AccountedWait(final AccountedMemory memory, final WaitSite site) {
        this.memory = memory;
        this.site = site;
    }

    /** Throws if the handle is closed. */
    protected abstract void requireOpen();

    /** {@return whether what is waited for seems to be there} */
    protected abstract boolean isThere();

    /** {@return whether a try may be worth it all the same} Asked at close looks. */
    protected boolean isWorthATry() {
        return false;
    }

    /** {@return whether anything of the dead is in the way} System calls. */
    protected abstract boolean hasDead();

    /** Puts away what the dead left. */
    protected abstract void settle();

    /**
     * Takes it, if it is there.
     *
     * @param entered how the internal lock was entered.
     */
    protected abstract boolean take(int entered);

    /** Before it begins to wait. */
    protected void begin() {}

    /**
     * When it goes, with what it waited for or without.
     *
     * @param hasArmed whether it announced a sleep, and may have used up a signal that was meant for others.
     */
    protected void end(final boolean hasArmed) {}

    /** Waits and takes it; false when the time is up. */
    public final boolean acquire(final long timeoutNanos) throws InterruptedException {
        final long start = System.nanoTime();
        long remaining = timeoutNanos;
        begin();
        try {
            while (Waiting.await(memory.policy(), this, this, remaining)) {
                settleIfMet();
                if (isThere() && take(memory.enter(remaining))) {
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
            end(armed);
        }
    }

    /** The same, whatever interrupts, and for as long as it takes. */
    public final void acquireUninterruptibly() {
        begin();
        try {
            do {
                Waiting.awaitUninterruptibly(memory.policy(), this, this, Waiting.FOREVER);
                settleIfMet();
            } while (!isThere() || !take(memory.enter()));
        } finally {
            end(armed);
        }
    }

    private void settleIfMet() {
        if (metDead) {
            metDead = false;
            settle();
        }
    }

    @Override
    public final boolean holds(final boolean slow) {
        requireOpen();
        if (isThere()) {
            return true;
        }
        metDead |= slow && hasDead();
        return metDead || slow && isWorthATry();
    }

    @Override
    public final void arm(final ArmedWords words) {
        words.add(memory.released());
        armed = true;
    }

    @Override
    public final WaitSite site() {
        return site;
    }

    @Override
    public final boolean signallersCanWake() {
        return memory.othersCanWake();
    }
}
