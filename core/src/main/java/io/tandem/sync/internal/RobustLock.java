package io.tandem.sync.internal;

import io.tandem.TandemException;
import io.tandem.segment.internal.ProcessRegistry;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Words;
import io.tandem.wait.WaitPolicy;
import io.tandem.wait.internal.EventWord;
import io.tandem.wait.internal.WaitSite;
import io.tandem.wait.internal.Waiting;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.AtomicBuffer;

/**
 * A lock whose owner is one 64-bit word: process number and thread token ({@link LockWordDescriptor}). There is no instant at which
 * a held lock has no known owner. Acquiring is one CAS; letting go is a store, since the sleepers are announced in a word of
 * their own, next to it ({@link EventWord}).
 *
 * <p>Acquiring returns an {@code int}, so that nothing is allocated or thrown: {@link #ACQUIRED}, {@link #TIMED_OUT}, or,
 * positive, the number of the process that died holding the lock. In that last case the caller holds the lock, is the only
 * one to be told, and mends what the lock guards before it unlocks; if it dies over that, the next one is told its number.
 *
 * <p>A lock whose users want to decide that themselves isn't taken over by these calls ({@link LockWaits#takesOver}): they
 * return {@link #isOwnerDead(int) a death} as a number below {@link #TIMED_OUT}, not holding, and {@link #recover} takes it.
 *
 * <p>A lock is taken over on proof of death alone: an owner that is stopped, slow or collecting garbage keeps it for as long
 * as that lasts. A thread that ends without unlocking while its process lives keeps it, too: nobody can prove that it won't
 * unlock. Not reentrant, not fair; a thread that asks twice gets an {@code IllegalStateException}.
 *
 * <p>Memory: what an owner wrote before {@code unlock()} (or before it died, as far as it got) <i>happens-before</i> the return
 * of the next successful acquisition, in whatever process.
 */
public final class RobustLock {
    /** This thread holds the lock; the owner before let go of it. */
    public static final int ACQUIRED = 0;
    /** This thread doesn't hold the lock. */
    public static final int TIMED_OUT = -1;
    /** The word of a lock that nobody holds. */
    public static final long FREE = LockWordDescriptor.FREE;
    /** Bytes of its words, which stand at a multiple of 8. */
    public static final int LENGTH = LockWordDescriptor.LENGTH;

    private static final ThreadLocal<LockAttempt> ATTEMPT = ThreadLocal.withInitial(LockAttempt::new);

    private final Words words;
    private final int index;
    private final EventWord released;
    private final int process;
    private final LockOwners owners;
    private final WaitPolicy policy;
    private final BooleanSupplier ownersCanWake;
    private final LockWaits waits;
    private final WaitSite site = new WaitSite();

    /**
     * A lock in a segment. A zeroed word is a free lock.
     *
     * @param segment that holds it.
     * @param offset  of its word in the segment's body, a multiple of 8.
     * @param policy  how to wait for it.
     * @return the lock, for all threads of this process.
     */
    public static RobustLock in(final Segment segment, final long offset, final WaitPolicy policy) {
        return in(segment, offset, policy, LockWaits.PLAIN);
    }

    /**
     * The same, for users that have a say while threads wait.
     *
     * @param segment that holds it.
     * @param offset  of its word in the segment's body, a multiple of 8.
     * @param policy  how to wait for it.
     * @param waits   what they have to say.
     * @return the lock, for all threads of this process.
     */
    public static RobustLock in(
            final Segment segment, final long offset, final WaitPolicy policy, final LockWaits waits) {
        final ProcessRegistry registry = ProcessRegistry.of(segment.domain());
        return new RobustLock(
                segment.buffer(offset, LENGTH),
                0,
                segment.address(offset),
                registry.own(),
                LockOwners.of(registry),
                policy,
                segment.holders()::allCanWake,
                waits);
    }

    RobustLock(
            final AtomicBuffer buffer,
            final int index,
            final long address,
            final int process,
            final LockOwners owners,
            final WaitPolicy policy,
            final BooleanSupplier ownersCanWake) {
        this(buffer, index, address, process, owners, policy, ownersCanWake, LockWaits.PLAIN);
    }

    RobustLock(
            final AtomicBuffer buffer,
            final int index,
            final long address,
            final int process,
            final LockOwners owners,
            final WaitPolicy policy,
            final BooleanSupplier ownersCanWake,
            final LockWaits waits) {
        if ((address & Long.BYTES - 1) != 0) {
            throw new IllegalArgumentException(
                    "A lock needs an address that is a multiple of " + Long.BYTES + ", not " + address + ".");
        }
        if (process < 1 || process > LockWordDescriptor.MAX_PROCESS) {
            throw new IllegalArgumentException(
                    "A process number is 1 to " + LockWordDescriptor.MAX_PROCESS + ", not " + process + ".");
        }
        words = Words.over(buffer);
        this.index = index + LockWordDescriptor.OWNER_OFFSET;
        final int released = LockWordDescriptor.RELEASED_OFFSET;
        this.released = new EventWord(buffer, index + released, address + released, true);
        this.process = process;
        this.owners = owners;
        this.policy = policy;
        this.ownersCanWake = ownersCanWake;
        this.waits = waits;
    }

    /** Acquires, waiting for as long as it takes; an interruption is kept for later. Returns how it went. */
    public int lock() {
        return lock(Waiting.FOREVER);
    }

    /** The same, waiting for a limited time. */
    public int lock(final long timeoutNanos) {
        final long mine = mine();
        if (compareAndSet(FREE, mine)) {
            return ACQUIRED;
        }
        return attempt(mine).acquireUninterruptibly(timeoutNanos);
    }

    /**
     * Acquires as {@link #lock} does, and takes the lock from a dead owner whatever its users have said. Returns how it went; of
     * several that race for a dead owner's lock one is told, and the others wait for that one.
     */
    public int recover() {
        final long mine = mine();
        return acquireIfFree(mine) ? ACQUIRED : attempt(mine, true).acquireUninterruptibly(Waiting.FOREVER);
    }

    /** Whether a result says that a dead process holds the lock, and that the caller doesn't. */
    public static boolean isOwnerDead(final int result) {
        return result < TIMED_OUT;
    }

    /** {@return the word of the dead owner that this thread met last, in whatever lock} */
    public static long lastDeadWord() {
        return ATTEMPT.get().deadWord();
    }

    /** Takes the lock if it is free, with a word that {@link #mine} returned. */
    public boolean acquireIfFree(final long mine) {
        return compareAndSet(FREE, mine);
    }

    /** Acquires, waiting for a limited time. Returns how it went. */
    public int tryLock(final long timeoutNanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        final long mine = mine();
        if (compareAndSet(FREE, mine)) {
            return ACQUIRED;
        }
        return attempt(mine).acquire(timeoutNanos);
    }

    /** Acquires if nobody holds it, or a dead process does. Returns how it went. */
    public int tryLock() {
        final long mine = mine();
        if (compareAndSet(FREE, mine)) {
            return ACQUIRED;
        }
        return attempt(mine).acquireAtOnce();
    }

    /** Lets go, and wakes one sleeper if there may be one. */
    public void unlock() {
        final long word = word();
        if (word != mine()) {
            throw notTheOwner("unlock it", word);
        }
        release();
    }

    /** Lets go of a lock that this thread holds for certain. */
    public void release() {
        words.putLongRelease(index, FREE);
        released.signalOne();
    }

    /** Undoes a take-over: the dead owner is its owner again. Only for the thread that took it from that one, and holds it. */
    public void giveBack(final long deadWord) {
        words.putLongRelease(index, deadWord);
        released.signal();
    }

    /** What a thread gets that doesn't hold the lock. */
    public IllegalMonitorStateException notTheOwner(final String asked) {
        return notTheOwner(asked, word());
    }

    private IllegalMonitorStateException notTheOwner(final String asked, final long word) {
        return new IllegalMonitorStateException("Only the thread that holds a lock may " + asked + ": this is thread "
                + Thread.currentThread().getName() + " of " + owners.describe(process) + ", and " + describeHolder(word)
                + ".");
    }

    /** {@return whether a dead process holds it} A system call if anybody holds it. */
    public boolean isOwnerDead() {
        final long word = word();
        return word != FREE && !mayOwnerBeAlive(word);
    }

    /** {@return whether any thread of this process holds it} */
    public boolean isHeldByThisProcess() {
        return processOf(word()) == process;
    }

    /** {@return whether this thread holds it} */
    public boolean isHeldByCurrentThread() {
        return word() == mine();
    }

    private String describeHolder(final long word) {
        if (word == FREE) {
            return "nobody holds it";
        }
        final int owner = LockWordDescriptor.process(word);
        final String thread = "thread " + LockWordDescriptor.token(word);
        return (owner == process ? thread + " of this process" : thread + " of " + owners.describe(owner))
                + " holds it";
    }

    private LockAttempt attempt(final long mine) {
        return attempt(mine, waits.takesOver());
    }

    private LockAttempt attempt(final long mine, final boolean takesOver) {
        if (word() == mine) {
            throw new IllegalStateException("Thread " + Thread.currentThread().getName()
                    + " would wait for itself: it holds this lock already, which isn't reentrant. Unlock it first.");
        }
        return ATTEMPT.get().begin(this, mine, takesOver);
    }

    /** {@return what its word holds while this thread has it: never 0, and no other thread's in the domain} */
    public long mine() {
        return LockWordDescriptor.held(process, ThreadToken.current());
    }

    /** {@return the owner's word, 0 if nobody holds it} */
    public long word() {
        return words.getLongVolatile(index);
    }

    /** {@return whether a process may have written it as a lock's word} */
    public static boolean isWord(final long word) {
        return LockWordDescriptor.isValid(word);
    }

    /** {@return the process that a word of {@link #word} or {@link #mine} names} */
    public static int processOf(final long word) {
        return LockWordDescriptor.process(word);
    }

    /** {@return the thread id that a word names; of threads beyond 2^31 - 1 what is left if those are taken off} */
    public static long threadOf(final long word) {
        return LockWordDescriptor.token(word);
    }

    /** For messages: the process that a word names. */
    public String describeProcess(final long word) {
        return owners.describe(LockWordDescriptor.process(word));
    }

    /** Whether the owner that a word names may still run; throws if no process can have written that word. */
    public boolean mayOwnerBeAlive(final long word) {
        if (!LockWordDescriptor.isValid(word)) {
            throw new TandemException("A lock's word holds 0x" + Long.toHexString(word)
                    + ", which no process writes: something else has written over its segment.");
        }
        final int owner = LockWordDescriptor.process(word);
        return owner == process || owners.mayBeAlive(owner);
    }

    /** Makes all that wait for it look again, and at what their users have to say. */
    public void disturb() {
        released.disturb();
    }

    // ---- for LockAttempt

    boolean compareAndSet(final long expected, final long update) {
        return words.compareAndSetLong(index, expected, update);
    }

    EventWord released() {
        return released;
    }

    LockWaits waits() {
        return waits;
    }

    WaitPolicy policy() {
        return policy;
    }

    WaitSite site() {
        return site;
    }

    boolean ownersCanWake() {
        return ownersCanWake.getAsBoolean();
    }
}
