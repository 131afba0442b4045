package io.tandem.sync.internal;

import static io.tandem.sync.internal.ReadWriteDescriptor.NOBODY;

import io.tandem.TandemException;
import io.tandem.segment.internal.ProcessRegistry;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Words;
import io.tandem.sync.OwnerDeath;
import io.tandem.wait.WaitPolicy;
import io.tandem.wait.internal.EventWord;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.AtomicBuffer;

/**
 * A read-write lock's memory as one handle sees it ({@link ReadWriteDescriptor}). Nothing here waits for readers or writers, only for the
 * internal lock, in which others are for some nanoseconds.
 */
final class ReadWriteMemory {
    private static final String WHAT = "a lock for reading";
    /** Others are in the lock for nanoseconds, unless they are stopped: so long even a call without time waits for them. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Segment segment;
    private final Words words;
    private final RobustLock lock;
    private final EventWord released;
    private final Accounts accounts;
    private final LockOwners owners;
    private final OwnerDeath ownerDeath;
    private final WaitPolicy policy;
    private final int process;

    ReadWriteMemory(final Segment segment, final OwnerDeath ownerDeath, final WaitPolicy policy) {
        this.segment = segment;
        this.ownerDeath = ownerDeath;
        this.policy = policy;
        final ProcessRegistry registry = ProcessRegistry.of(segment.domain());
        owners = LockOwners.of(registry);
        process = registry.own();
        final AtomicBuffer buffer = segment.buffer(0, ReadWriteDescriptor.LENGTH);
        words = Words.over(buffer);
        lock = RobustLock.in(segment, ReadWriteDescriptor.LOCK_OFFSET, policy);
        final int event = ReadWriteDescriptor.RELEASED_OFFSET;
        released = new EventWord(buffer, event, segment.address(event), true);
        accounts = new Accounts(words, ReadWriteDescriptor.ACCOUNTS_OFFSET, process, owners);
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
        if (entered == RobustLock.TIMED_OUT) {
            return false;
        }
        mend(entered);
        try {
            return readAndUnlock();
        } catch (final AccountsFullException e) {
            settle(); // rows of the dead must not keep out the living
            final int again = enterBriefly();
            if (again == RobustLock.TIMED_OUT) {
                return false;
            }
            mend(again);
            return readAndUnlock();
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
        mend(lock.lock());
        final long left;
        try {
            accounts.add(-1, WHAT);
            left = readers() - 1;
            setReaders(left);
        } finally {
            lock.unlock();
        }
        if (left == 0) {
            released.signal();
        }
    }

    /** Writes, if that is possible; or in the place of a dead writer, if its word is given, and not {@code NOBODY}. */
    boolean write(final int entered, final long dead) {
        if (entered == RobustLock.TIMED_OUT) {
            return false;
        }
        mend(entered);
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
        released.signal();
    }

    /** Undoes a write in the place of a dead writer: its death is still to be told. */
    void giveBack(final long dead) {
        setWriter(dead);
        released.signal();
    }

    /** How often the writer has locked, for itself alone. */
    long levels() {
        return words.getLong(ReadWriteDescriptor.LEVELS_OFFSET);
    }

    void setLevels(final long levels) {
        words.putLong(ReadWriteDescriptor.LEVELS_OFFSET, levels);
    }

    /** The internal lock, whatever interrupts. */
    int enter() {
        return lock.lock();
    }

    /** The internal lock, until the time is up, or a little longer. */
    int enter(final long timeoutNanos) throws InterruptedException {
        return lock.tryLock(Math.max(timeoutNanos, PATIENCE_NANOS));
    }

    /** The internal lock, whatever interrupts, without waiting for long for who is stopped in it. */
    int enterBriefly() {
        return lock.lock(PATIENCE_NANOS);
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
        if (word == NOBODY) {
            return NOBODY;
        }
        if (!LockWordDescriptor.isValid(word)) {
            throw new TandemException("A read-write lock's word holds 0x" + Long.toHexString(word)
                    + ", which no process writes: something else has written over its segment.");
        }
        final int owner = LockWordDescriptor.process(word);
        return owner == process || owners.isAlive(owner) ? NOBODY : word;
    }

    /** Whether this process reads or writes. */
    boolean hasOwn() {
        return LockWordDescriptor.process(writer()) == process || accounts.own() > 0;
    }

    /** Whether anything of the dead is in the way. Some system calls. */
    boolean hasDead() {
        return deadWriter() != NOBODY || ifDead(next()) != NOBODY || lock.isOwnerDead() || accounts.firstDead() != 0;
    }

    /** Ends the read holds of the dead, and what is to pass on of a dead writer; not now, if somebody is stopped in the lock. */
    void settle() {
        final long deadNext = ifDead(next());
        if (deadNext != NOBODY && endNext(deadNext)) {
            released.signal();
        }
        int deadReader = accounts.firstDead();
        long deadWriter = passing();
        while (deadReader != 0 || deadWriter != NOBODY || lock.isOwnerDead()) {
            final int entered = enterBriefly();
            if (entered == RobustLock.TIMED_OUT) {
                return;
            }
            mend(entered);
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

    /** Behind each acquisition of the lock. */
    private void mend(final int entered) {
        if (entered == RobustLock.ACQUIRED) {
            return;
        }
        boolean mended = false;
        try {
            derive();
            mended = true;
        } finally {
            if (!mended) {
                lock.unlock();
            }
        }
    }

    // Who died may have been the last to be waited for, and woken nobody.
    private void derive() {
        setReaders(accounts.sum());
        released.signal();
    }

    private void setReaders(final long readers) {
        words.putLongRelease(ReadWriteDescriptor.READERS_OFFSET, readers);
    }

    private void setWriter(final long writer) {
        words.putLongRelease(ReadWriteDescriptor.WRITER_OFFSET, writer);
    }

    /** Who holds how many read locks, by process number. */
    Map<Integer, Integer> readCounts() {
        mend(lock.lock());
        try {
            return accounts.counts();
        } finally {
            lock.unlock();
        }
    }

    EventWord released() {
        return released;
    }

    WaitPolicy policy() {
        return policy;
    }

    boolean othersCanWake() {
        return segment.holders().allCanWake();
    }

    /** A process, by number, in words. */
    String describe(final int number) {
        return owners.describe(number);
    }

    /** A writer in words. */
    String describeWriter(final long writer) {
        return "thread " + LockWordDescriptor.token(writer) + " of " + describe(LockWordDescriptor.process(writer));
    }
}
