package io.tandem.sync.internal;

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
        final boolean first = isFirst();
        if (!memory.mayRead(first) || !memory.read(memory.enter())) {
            handle.newWait(false, first).lockUninterruptibly();
        }
        ReadHolds.more(identity);
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        tryLock(Waiting.FOREVER);
    }

    // As the JDK's, it doesn't give way to writers that wait.
    @Override
    public boolean tryLock() {
        handle.requireOpen();
        if (!reads()) {
            handle.settle();
            if (!reads()) {
                return false;
            }
        }
        ReadHolds.more(identity);
        return true;
    }

    private boolean reads() {
        return memory.mayRead(false) && memory.read(memory.enter());
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
        final boolean first = isFirst();
        final boolean locked = (memory.mayRead(first) && memory.read(memory.enter(timeoutNanos)))
                || handle.newWait(false, first).lock(timeoutNanos);
        if (locked) {
            ReadHolds.more(identity);
        }
        return locked;
    }

    // One that reads or writes already would wait for a writer that waits for it.
    private boolean isFirst() {
        return ReadHolds.count(identity) == 0;
    }

    @Override
    public void unlock() {
        if (ReadHolds.count(identity) == 0) {
            throw new IllegalMonitorStateException("Only a thread that holds the read lock may unlock it, and thread "
                    + Thread.currentThread().getName() + " doesn't: " + handle + ".");
        }
        memory.endRead();
        ReadHolds.less(identity);
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
