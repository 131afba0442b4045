package io.tandem.sync.internal.readwrite;

import io.tandem.wait.internal.Waiting;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** The lock for reading. */
final class ReadSide implements Lock {
    private final ReadWriteHandle handle;
    private final ReadWriteMemory memory;
    private final ReadHolds.Identity identity;

    ReadSide(final ReadWriteHandle handle, final ReadWriteMemory memory, final ReadHolds.Identity identity) {
        this.handle = handle;
        this.memory = memory;
        this.identity = identity;
    }

    @Override
    public void lock() {
        handle.requireOpen();
        final ReadHolds.Count own = ReadHolds.of(identity);
        final boolean first = own.isZero();
        if (!memory.mayRead(first) || !memory.read(memory.enter())) {
            handle.newWait(false, first).acquireUninterruptibly();
        }
        locked(own);
    }

    /** In a race with a close the lock goes back. */
    private void locked(final ReadHolds.Count own) {
        own.more();
        if (handle.isClosed()) {
            unlock();
            handle.requireOpen();
        }
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        tryLock(Waiting.FOREVER);
    }

    // As the JDK's, it doesn't give way to writers that wait.
    @Override
    public boolean tryLock() {
        handle.requireOpen();
        final ReadHolds.Count own = ReadHolds.of(identity);
        if (!reads()) {
            handle.settle();
            if (!reads()) {
                return false;
            }
        }
        locked(own);
        return true;
    }

    private boolean reads() {
        return memory.mayRead(false) && memory.read(memory.enterBriefly());
    }

    @Override
    public boolean tryLock(final long time, final TimeUnit unit) throws InterruptedException {
        return tryLock(Waiting.nanos(time, unit));
    }

    private boolean tryLock(final long timeoutNanos) throws InterruptedException {
        handle.requireOpen();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        final ReadHolds.Count own = ReadHolds.of(identity);
        // One that reads or writes already would wait for a writer that waits for it.
        final boolean first = own.isZero();
        final boolean locked = (memory.mayRead(first) && memory.read(memory.enter(0)))
                || handle.newWait(false, first).acquire(timeoutNanos);
        if (locked) {
            locked(own);
        }
        return locked;
    }

    @Override
    public void unlock() {
        if (ReadHolds.count(identity) == 0) {
            throw new IllegalMonitorStateException("Only a thread that holds the read lock may unlock it, and thread "
                    + Thread.currentThread().getName() + " doesn't: " + handle + ".");
        }
        memory.endRead();
        ReadHolds.less(identity);
        handle.unlocked();
    }

    @Override
    public Condition newCondition() {
        throw new UnsupportedOperationException(
                "A read lock has no conditions, as in the JDK. Use a SharedLock and its conditions.");
    }

    @Override
    public String toString() {
        return "Read lock of " + handle;
    }
}
