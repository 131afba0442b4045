package io.tandem.sync.internal.readwrite;

import static io.tandem.sync.internal.readwrite.ReadWriteDescriptor.NOBODY;

import io.tandem.TandemException;
import io.tandem.wait.internal.Waiting;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** The lock for writing. */
final class WriteSide implements Lock {
    private final ReadWriteHandle handle;
    private final ReadWriteMemory memory;
    private final ReadHolds.Identity identity;

    WriteSide(final ReadWriteHandle handle, final ReadWriteMemory memory, final ReadHolds.Identity identity) {
        this.handle = handle;
        this.memory = memory;
        this.identity = identity;
    }

    @Override
    public void lock() {
        handle.requireOpen();
        if (again()) {
            return;
        }
        requireNoReadHold();
        if (!memory.mayWrite() || !memory.write(memory.enter(), NOBODY)) {
            handle.newWait(true, false).acquireUninterruptibly();
        }
        locked();
    }

    /** In a race with a close the lock goes back. */
    private void locked() {
        if (handle.isClosed()) {
            unlock();
            handle.requireOpen();
        }
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        tryLock(Waiting.FOREVER);
    }

    @Override
    public boolean tryLock() {
        handle.requireOpen();
        if (again()) {
            return true;
        }
        if (ReadHolds.count(identity) > 0) {
            return false;
        }
        if (writes()) {
            return true;
        }
        handle.settle();
        return writes();
    }

    private boolean writes() {
        final boolean locked = memory.mayWrite() && memory.write(memory.enterBriefly(), NOBODY);
        if (locked) {
            locked();
        }
        return locked;
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
        if (again()) {
            return true;
        }
        requireNoReadHold();
        final boolean locked = (memory.mayWrite() && memory.write(memory.enter(0), NOBODY))
                || handle.newWait(true, false).acquire(timeoutNanos);
        if (locked) {
            locked();
        }
        return locked;
    }

    private boolean again() {
        if (memory.writer() != memory.mine()) {
            return false;
        }
        final long levels = levels();
        if (levels == Integer.MAX_VALUE) {
            throw damaged(levels);
        }
        memory.setLevels(levels + 1);
        return true;
    }

    /** How often this thread, which holds it, has locked. */
    long levels() {
        final long levels = memory.levels();
        if (levels < 1 || levels > Integer.MAX_VALUE) {
            throw damaged(levels);
        }
        return levels;
    }

    private TandemException damaged(final long levels) {
        return handle.damaged("says that its writer has locked it " + levels + " times");
    }

    /** Refuses what would wait for itself. */
    void requireNoReadHold() {
        if (ReadHolds.count(identity) > 0) {
            throw new IllegalStateException("Thread " + Thread.currentThread().getName()
                    + " would wait for itself: it asks for the write lock and holds the read lock of the same "
                    + handle + ". Unlock that first, and look again at what was read once the write lock is held.");
        }
    }

    /** Refuses what only the writer may do. */
    void requireHeld(final String asked) {
        if (memory.writer() != memory.mine()) {
            throw new IllegalMonitorStateException("Only the thread that holds the write lock may " + asked
                    + ", and thread " + Thread.currentThread().getName() + " doesn't: " + handle + ".");
        }
    }

    @Override
    public void unlock() {
        requireHeld("unlock it");
        final long levels = levels();
        if (levels > 1) {
            memory.setLevels(levels - 1);
        } else {
            memory.endWrite();
            handle.unlocked();
        }
    }

    @Override
    public Condition newCondition() {
        throw new UnsupportedOperationException(
                "A shared write lock has no conditions. Use a SharedLock and its conditions.");
    }

    @Override
    public String toString() {
        return "Write lock of " + handle;
    }
}
