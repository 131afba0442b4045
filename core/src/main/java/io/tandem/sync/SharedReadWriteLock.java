package io.tandem.sync;

import io.tandem.segment.Domain;
import io.tandem.segment.SharedObject;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.sync.internal.readwrite.ReadWriteBuilder;
import io.tandem.wait.WaitPolicy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.function.Consumer;

/**
 * A lock that processes share, for many readers or one writer, with the meaning of
 * {@link java.util.concurrent.locks.ReentrantReadWriteLock}.
 *
 * <p>Both locks are reentrant, whichever handles a thread uses. Who writes may read as well, and keep that when it unlocks the write lock. Who
 * reads can't get the write lock: {@code lock()} and the forms with a time-out throw {@link IllegalStateException} at once, where the
 * JDK's would wait for ever, and {@code tryLock()} returns false. Unlocking what this thread doesn't hold throws
 * {@link IllegalMonitorStateException}. There are no conditions: {@link UnsupportedOperationException}.
 *
 * <p><b>Readers don't keep writers out for ever</b>: while a living writer waits, threads that don't read yet wait too,
 * {@code tryLock()} excepted, as in the JDK. Apart from that it isn't fair.
 *
 * <p><b>Deaths.</b> Read locks of a process that dies are unlocked, each once, by whoever notices first: those who wait, within 50 ms, and
 * at once in a JVM that sees its child die. A write lock is held by what may be half done, so its owner's death is told
 * ({@link OwnerDeath#REPORT}): all who ask for either lock get an {@link OwnerDiedException}, not holding it, until somebody
 * calls {@link #recover(Consumer)}. A lock made with {@link OwnerDeath#RELEASE} passes on instead. A writer that dies waiting holds nobody up for longer
 * than 50 ms. A process that is stopped is alive, and keeps what it holds. So does a thread that ends without unlocking, while its process lives.
 *
 * <p><b>Closing</b> a handle unlocks nothing: threads that wait through it throw {@link IllegalStateException}, as does every later try to lock;
 * what a thread holds may still be unlocked through it. Up to 256 living processes may read at the same time; one more gets a
 * {@link io.tandem.segment.OutOfSpaceException} and no lock.
 *
 * <p>Safe for threads and processes. What a writer did before it unlocked <i>happens-before</i> what the next readers and writers do, in
 * whatever process, after they have locked; what a reader did, before what the next writer does; what a dead writer did, as far as it got,
 * before what follows the recovery. Changing readers takes an internal lock for some nanoseconds: a process that is
 * stopped within them holds the others up for as long as that lasts, but for calls with a time-out.
 */
public interface SharedReadWriteLock extends ReadWriteLock, SharedObject {
    /**
     * A lock without a name, in the current domain, that reports the death of its owner.
     *
     * @return a handle.
     */
    static SharedReadWriteLock create() {
        return builder().create();
    }

    /**
     * A lock with options.
     *
     * @return its options.
     */
    static Builder builder() {
        return new ReadWriteBuilder();
    }

    /**
     * Removes a name from the current domain; users of the lock go on with it.
     *
     * @param name of a read-write lock.
     * @return false if there was none.
     */
    static boolean delete(final String name) {
        return delete(Domain.current(), name);
    }

    /**
     * Removes a name; users of the lock go on with it.
     *
     * @param domain it is in.
     * @param name   of a read-write lock.
     * @return false if there was none.
     */
    static boolean delete(final Domain domain, final String name) {
        return Segment.delete(domain, name, ObjectKind.READ_WRITE_LOCK);
    }

    /**
     * {@inheritDoc}
     *
     * @return the same object each time.
     */
    @Override
    Lock readLock();

    /**
     * {@inheritDoc}
     *
     * @return the same object each time.
     */
    @Override
    Lock writeLock();

    /**
     * Takes the write lock, waiting for a living writer as {@code writeLock().lock()} does, and mends what a dead one left, if there is one, before
     * anybody else gets in. The caller goes on as the writer, and unlocks the write lock.
     *
     * <p>If mending throws, the caller holds neither lock, and the next one is told of the death; so it is if the caller dies over it: of its own.
     * Of several that recover at the same time one mends, and the others wait for it.
     *
     * @param mend given who died; run holding the write lock, if a writer died and nobody has recovered it. It must not unlock that. What it
     *             throws comes out of here.
     * @return who died holding it; empty if nobody did, or another one has recovered it.
     * @throws IllegalStateException if this thread holds the read lock, or the handle is closed.
     */
    Optional<LockOwner> recover(Consumer<? super LockOwner> mend);

    /**
     * The same for a caller that mends behind it, holding the write lock. The death is taken for mended at once: if mending throws,
     * and the caller unlocks, nobody is told any more.
     *
     * @return who died holding it; empty if nobody did, or another one has recovered it.
     * @throws IllegalStateException if this thread holds the read lock, or the handle is closed.
     */
    Optional<LockOwner> recover();

    /** {@return whether anybody holds the write lock, dead or alive} */
    boolean isWriteLocked();

    /** {@return whether this thread holds the write lock} */
    boolean isWriteLockedByCurrentThread();

    /** {@return how often this thread holds the write lock} */
    int writeHoldCount();

    /** {@return how often this thread holds the read lock} */
    int readHoldCount();

    /**
     * Counts the read locks of all threads and processes; those of the dead are unlocked by this call.
     *
     * @return how many; it may have changed already.
     */
    int readLockCount();

    /** {@return who holds the write lock, dead or alive; empty if nobody does} */
    Optional<LockOwner> writer();

    /**
     * Tells which processes read.
     *
     * @return living ones, each once; it may have changed already.
     */
    List<Reader> readers();

    /**
     * A process that reads.
     *
     * @param process in words: number, pid and name.
     * @param holds   of all its threads, 1 or more.
     */
    record Reader(String process, int holds) {}

    /** Options of a read-write lock. For one thread. */
    interface Builder extends SharedObject.Builder<SharedReadWriteLock, Builder> {
        /**
         * What becomes of the write lock when its owner dies. Default: {@link OwnerDeath#REPORT}.
         *
         * @param ownerDeath that all handles agree on.
         * @return this.
         */
        Builder ownerDeath(OwnerDeath ownerDeath);

        /**
         * How calls through this handle wait. Default: spin, then sleep.
         *
         * @param policy of this handle alone, and of those that travel from it.
         * @return this.
         */
        Builder waitPolicy(WaitPolicy policy);
    }
}
