package io.tandem.sync.internal;

import io.tandem.wait.internal.ArmedWords;
import io.tandem.wait.internal.SleepTarget;
import io.tandem.wait.internal.WaitSite;
import io.tandem.wait.internal.Waiting;

/** One thread's wait for a lock that it couldn't have at first sight. */
final class ReadWriteWait implements SleepTarget, Waiting.Condition {
    private final ReadWriteMemory memory;
    private final WaitSite site;
    private final ReadWriteHandle handle;
    private final boolean writes;
    /** Whether it leaves the lock to writers that wait. */
    private final boolean givesWay;

    private boolean metDead;
    private long idle = ReadWriteDescriptor.NOBODY;

    ReadWriteWait(
            final ReadWriteMemory memory,
            final WaitSite site,
            final ReadWriteHandle handle,
            final boolean writes,
            final boolean givesWay) {
        this.memory = memory;
        this.site = site;
        this.handle = handle;
        this.writes = writes;
        this.givesWay = givesWay;
    }

    /** Locks; false when the time is up. Throws if a dead writer is to be reported. */
    boolean lock(final long timeoutNanos) throws InterruptedException {
        final long start = System.nanoTime();
        long remaining = timeoutNanos;
        try {
            while (Waiting.await(memory.policy(), this, this, remaining)) {
                settle();
                if (takes(memory.enter(remaining))) {
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
    void lockUninterruptibly() {
        try {
            do {
                Waiting.awaitUninterruptibly(memory.policy(), this, this, Waiting.FOREVER);
                settle();
            } while (!takes(memory.enter()));
        } finally {
            end();
        }
    }

    private boolean takes(final int entered) {
        return writes ? memory.write(entered, ReadWriteDescriptor.NOBODY) : memory.read(entered);
    }

    private void settle() {
        if (metDead) {
            metDead = false;
            handle.settle();
        }
    }

    // It only looks: to take, one has to wait for the internal lock, and that isn't possible from within a wait.
    @Override
    public boolean holds(final boolean slow) {
        handle.requireOpen();
        if (writes ? memory.mayWrite() : memory.mayRead(givesWay)) {
            return true;
        }
        if (writes) {
            memory.beNext();
        }
        metDead |= slow && memory.hasDead();
        return metDead || (slow && !writes && endsIdleness());
    }

    // A writer that is stopped while it waits keeps its turn for as long as others read, and no longer.
    private boolean endsIdleness() {
        final boolean free = memory.mayRead(false) && memory.readers() == 0;
        final long next = free ? memory.next() : ReadWriteDescriptor.NOBODY;
        if (next != ReadWriteDescriptor.NOBODY && next == idle) {
            if (memory.endNext(next)) {
                memory.released().signal();
            }
            return true;
        }
        idle = next;
        return false;
    }

    @Override
    public void arm(final ArmedWords words) {
        words.add(memory.released());
    }

    @Override
    public WaitSite site() {
        return site;
    }

    @Override
    public boolean signallersCanWake() {
        return memory.othersCanWake();
    }

    private void end() {
        if (writes && memory.endNext(memory.mine())) {
            memory.released().signal();
        }
    }
}
