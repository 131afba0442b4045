package io.tandem.sync.internal.readwrite;

import io.tandem.sync.internal.account.AccountedWait;
import io.tandem.wait.internal.WaitSite;

/** One thread's wait for a lock that it couldn't have at first sight. */
final class ReadWriteWait extends AccountedWait {
    private final ReadWriteMemory memory;
    private final ReadWriteHandle handle;
    private final boolean writes;
    /** Whether it leaves the lock to writers that wait. */
    private final boolean givesWay;

    private long idle = ReadWriteDescriptor.NOBODY;

    ReadWriteWait(
            final ReadWriteMemory memory,
            final WaitSite site,
            final ReadWriteHandle handle,
            final boolean writes,
            final boolean givesWay) {
        super(memory, site);
        this.memory = memory;
        this.handle = handle;
        this.writes = writes;
        this.givesWay = givesWay;
    }

    @Override
    protected void requireOpen() {
        handle.requireOpen();
    }

    @Override
    protected boolean isThere() {
        if (!writes) {
            return memory.mayRead(givesWay);
        }
        final boolean there = memory.mayWrite();
        if (!there) {
            memory.beNext();
        }
        return there;
    }

    // A writer that is stopped while it waits keeps its turn for as long as others read, and no longer.
    @Override
    protected boolean isWorthATry() {
        if (writes) {
            return false;
        }
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
    protected boolean hasDead() {
        return memory.hasDead();
    }

    /** Throws if a dead writer is to be reported. */
    @Override
    protected void settle() {
        handle.settle();
    }

    @Override
    protected boolean take(final int entered) {
        return writes ? memory.write(entered, ReadWriteDescriptor.NOBODY) : memory.read(entered);
    }

    @Override
    protected void end(final boolean hasArmed) {
        if (writes && memory.endNext(memory.mine())) {
            memory.released().signal();
        }
    }
}
