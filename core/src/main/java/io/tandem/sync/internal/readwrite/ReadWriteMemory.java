package io.tandem.sync.internal.readwrite;

import static io.tandem.sync.internal.readwrite.ReadWriteDescriptor.NOBODY;

import io.tandem.segment.OutOfSpaceException;
import io.tandem.segment.internal.Segment;
import io.tandem.sync.LockOwner;
import io.tandem.sync.OwnerDeath;
import io.tandem.sync.internal.LockWaits;
import io.tandem.sync.internal.RobustLock;
import io.tandem.sync.internal.account.AccountedMemory;
import io.tandem.wait.WaitPolicy;
import java.util.Optional;

/** A read-write lock's memory as one handle sees it ({@link ReadWriteDescriptor}). */
final class ReadWriteMemory extends AccountedMemory {
    private static final String WHAT = "a lock for reading";

    private final OwnerDeath ownerDeath;

    ReadWriteMemory(
            final Segment segment, final OwnerDeath ownerDeath, final WaitPolicy policy, final LockWaits waits) {
        super(
                segment,
                ReadWriteDescriptor.LENGTH,
                ReadWriteDescriptor.LOCK_OFFSET,
                ReadWriteDescriptor.RELEASED_OFFSET,
                ReadWriteDescriptor.ACCOUNTS_OFFSET,
                policy,
                waits);
        this.ownerDeath = ownerDeath;
    }

    /** This thread as a writer. */
    long mine() {
        return lock.mine();
    }

    long writer() {
        return words.getLongVolatile(ReadWriteDescriptor.WRITER_OFFSET);
    }

    long readers() {
        return words.getLongVolatile(ReadWriteDescriptor.READERS_OFFSET);
    }

    /** The writer that waits, or 0. */
    long next() {
        return words.getLongVolatile(ReadWriteDescriptor.NEXT_OFFSET);
    }

    /** Whether a thread may read, unless others come first. */
    boolean mayRead(final boolean first) {
        final long writer = writer();
        return (writer == NOBODY && (!first || next() == NOBODY)) || writer == mine();
    }

    boolean mayWrite() {
        return writer() == NOBODY && readers() == 0;
    }

    /**
     * Reads, if that is possible.
     *
     * @param entered how the internal lock was acquired, or {@link RobustLock#TIMED_OUT}.
     */
    boolean read(final int entered) {
        if (!hasEntered(entered)) {
            return false;
        }
        try {
            return readAndUnlock();
        } catch (final OutOfSpaceException e) {
            settle(); // rows of the dead must not keep out the living
            return hasEntered(enterBriefly()) && readAndUnlock();
        }
    }

    private boolean readAndUnlock() {
        try {
            final long writer = writer();
            if (writer != NOBODY && writer != mine()) {
                return false;
            }
            accounts.add(1, WHAT);
            setReaders(readers() + 1);
            return true;
        } finally {
            lock.unlock();
        }
    }

    void endRead() {
        hasEntered(enterToGiveBack());
        final long left;
        try {
            accounts.add(-1, WHAT);
            left = readers() - 1;
            setReaders(left);
        } finally {
            lock.unlock();
        }
        if (left == 0) {
            released().signal();
        }
    }

    /** Writes, if that is possible; or in the place of a dead writer, if its word is given, and not {@code NOBODY}. */
    boolean write(final int entered, final long dead) {
        if (!hasEntered(entered)) {
            return false;
        }
        try {
            if (dead == NOBODY ? !mayWrite() : writer() != dead) {
                return false;
            }
            setLevels(1);
            setWriter(mine());
            return true;
        } finally {
            lock.unlock();
        }
    }

    void endWrite() {
        setWriter(NOBODY);
        released().signal();
    }

    /** Undoes a write in the place of a dead writer: its death is still to be told. */
    void giveBack(final long dead) {
        setWriter(dead);
        released().signal();
    }

    /** How often the writer has locked, for itself alone. */
    long levels() {
        return words.getLong(ReadWriteDescriptor.LEVELS_OFFSET);
    }

    void setLevels(final long levels) {
        words.putLong(ReadWriteDescriptor.LEVELS_OFFSET, levels);
    }

    /** Lets this thread be the writer that readers leave the lock to, unless another one is. */
    void beNext() {
        if (next() == NOBODY) {
            words.compareAndSetLong(ReadWriteDescriptor.NEXT_OFFSET, NOBODY, mine());
        }
    }

    /** Ends that; returns whether readers may have waited for it. */
    boolean endNext(final long writer) {
        return next() == writer && words.compareAndSetLong(ReadWriteDescriptor.NEXT_OFFSET, writer, NOBODY);
    }

    /** The word of a dead writer, or 0. A system call if somebody of another process writes. */
    long deadWriter() {
        final long dead = ifDead(writer());
        return dead == writer() ? dead : NOBODY; // it may have let go before it died
    }

    private long ifDead(final long word) {
        return word == NOBODY || lock.mayOwnerBeAlive(word) ? NOBODY : word;
    }

    /** Whether this process reads or writes. */
    boolean hasOwn() {
        return RobustLock.processOf(writer()) == process || accounts.own() > 0;
    }

    /** Whether anything of the dead is in the way. Some system calls. */
    boolean hasDead() {
        return deadWriter() != NOBODY || ifDead(next()) != NOBODY || hasDeadHolder();
    }

    /** Ends the read holds of the dead, and what is to pass on of a dead writer; not now, if somebody is stopped in the lock. */
    void settle() {
        final long deadNext = ifDead(next());
        if (deadNext != NOBODY && endNext(deadNext)) {
            released().signal();
        }
        int deadReader = accounts.firstDead();
        long deadWriter = passing();
        while (deadReader != 0 || deadWriter != NOBODY || lock.isOwnerDead()) {
            if (!hasEntered(enterBriefly())) {
                return;
            }
            try {
                if (deadReader != 0) {
                    accounts.clear(deadReader);
                }
                if (deadWriter != NOBODY && writer() == deadWriter) {
                    setWriter(NOBODY);
                }
                derive();
            } finally {
                lock.unlock();
            }
            deadReader = accounts.firstDead();
            deadWriter = passing();
        }
    }

    private long passing() {
        return ownerDeath == OwnerDeath.RELEASE ? deadWriter() : NOBODY;
    }

    @Override
    protected void derive() {
        setReaders(accounts.sum());
        released().signal();
    }

    private void setReaders(final long readers) {
        words.putLongRelease(ReadWriteDescriptor.READERS_OFFSET, readers);
    }

    private void setWriter(final long writer) {
        words.putLongRelease(ReadWriteDescriptor.WRITER_OFFSET, writer);
    }

    /** Whom a writer's word names. */
    LockOwner owner(final long writer) {
        final int number = RobustLock.processOf(writer);
        return new LockOwner(number, describe(number), RobustLock.threadOf(writer), Optional.empty(), Optional.empty());
    }
}
