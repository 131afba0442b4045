package io.tandem.sync.internal.semaphore;

import io.tandem.sync.internal.account.AccountedWait;
import io.tandem.wait.internal.WaitSite;

/** One thread's wait for permits that weren't free at first sight. */
final class PermitWait extends AccountedWait {
    private final Permits permits;
    private final SemaphoreHandle handle;
    private final int count;

    PermitWait(final Permits permits, final WaitSite site, final SemaphoreHandle handle, final int count) {
        super(permits, site);
        this.permits = permits;
        this.handle = handle;
        this.count = count;
    }

    @Override
    protected void begin() {
        if (count > 1) {
            permits.announceBulk();
        }
    }

    @Override
    protected void requireOpen() {
        handle.requireOpen();
    }

    @Override
    protected boolean isThere() {
        return permits.free() >= count;
    }

    @Override
    protected boolean hasDead() {
        return permits.hasDead();
    }

    @Override
    protected void settle() {
        permits.settle();
    }

    @Override
    protected boolean take(final int entered) {
        return permits.take(count, entered);
    }

    // A signal may have woken this one alone, and then disarmed the word. Whoever goes announces the others that may
    // sleep still, and passes on what was released before that, also if it was too little for this one.
    @Override
    protected void end(final boolean hasArmed) {
        if (hasArmed) {
            permits.released().armAndFence();
            if (permits.free() > 0) {
                permits.wakeForOne();
            }
        }
    }
}
