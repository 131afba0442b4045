package io.tandem.sync;

import io.tandem.segment.Domain;
import io.tandem.segment.SharedObject;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.sync.internal.lock.SharedLockBuilder;
import io.tandem.wait.WaitPolicy;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;

/**
 * A reentrant lock between processes, with conditions. Its owner is a thread of a process, whichever handle it uses.
 *
 * <pre>{@code
 * SharedLock lock = SharedLock.builder().name("inventory").openOrCreate();
 * lock.lock();
 * try {
 *     ...
 * } finally {
 *     lock.unlock();
 * }
 * }</pre>
 *
 * <p><b>Deaths.</b> A process that dies holding the lock, killed at whatever instruction, leaves nobody waiting. By default
 * ({@link OwnerDeath#REPORT}) every call that asks for the lock then throws {@link OwnerDiedException}, and doesn't hold it, until
 * somebody takes it by {@link #recover(Consumer)}, which mends what it guards, and unlocks. With {@link OwnerDeath#RELEASE} it passes to the next
 * one. Death is proven, never guessed: an owner that is stopped or slow keeps the lock. Who waits learns of a death within 50 ms. A
 * thread that ends without unlocking keeps the lock for as long as its process lives. A waiter that dies disturbs nobody.
 *
 * <p><b>Conditions</b> have names, by which other processes find them: {@link #condition}. They follow {@link Condition}: waits may
 * end without a signal, so wait in a loop. {@code signal} wakes at least one of those that wait, and the others look after 50 ms at the latest, and
 * then return, too. When the owner died before a wait could take the lock again, {@code await} throws {@link OwnerDiedException},
 * <i>holding</i> the lock. Who then unlocks, or waits again, without a {@code recover} before leaves it as it was: the next one is told.
 *
 * <p><b>Closing</b> a handle ends the calls that wait through it with {@link IllegalStateException}, not holding the lock, waits for conditions
 * included; {@code unlock} throws the same then, for {@code finally} blocks. A thread that holds the lock may still unlock it after the
 * close. Handles travel inside lambdas, messages and items.
 *
 * <p>Not fair: whoever comes when the lock is free gets it. Safe for threads and processes. What an owner did before it unlocked (or, as far as
 * it got, before it died) <i>happens-before</i> what the next owner does, in whatever process.
 */
public interface SharedLock extends Lock, SharedObject {
    /**
     * A lock without a name in the current domain.
     *
     * @return a handle.
     */
    static SharedLock create() {
        return builder().create();
    }

    /**
     * A lock with options.
     *
     * @return its options.
     */
    static Builder builder() {
        return new SharedLockBuilder();
    }

    /**
     * Removes a name from the current domain; users of the lock go on with it. Whoever creates the name again has another lock.
     *
     * @param name of a lock.
     * @return false if there was none.
     */
    static boolean delete(final String name) {
        return delete(Domain.current(), name);
    }

    /**
     * Removes a name; users of the lock go on.
     *
     * @param domain it is in.
     * @param name   of a lock.
     * @return false if there was none.
     */
    static boolean delete(final Domain domain, final String name) {
        return Segment.delete(domain, name, ObjectKind.LOCK);
    }

    /**
     * Acquires, waiting for as long as it takes; an interruption is kept for later. Who holds it already holds it once more.
     *
     * @throws OwnerDiedException    if its owner died, and nobody has recovered it; the caller doesn't hold it.
     * @throws IllegalStateException if this handle is closed.
     */
    @Override
    void lock();

    /**
     * Acquires, waiting for as long as it takes.
     *
     * @throws InterruptedException  if interrupted before or meanwhile.
     * @throws OwnerDiedException    if its owner died, and nobody has recovered it; the caller doesn't hold it.
     * @throws IllegalStateException if this handle is closed.
     */
    @Override
    void lockInterruptibly() throws InterruptedException;

    /**
     * Acquires if nobody else holds it.
     *
     * @return whether the caller holds it.
     * @throws OwnerDiedException    if its owner died, and nobody has recovered it.
     * @throws IllegalStateException if this handle is closed.
     */
    @Override
    boolean tryLock();

    /**
     * Acquires, waiting for a limited time.
     *
     * @param time to wait at most; 0 or less doesn't wait.
     * @param unit of the time.
     * @return whether the caller holds it.
     * @throws InterruptedException  if interrupted before or meanwhile.
     * @throws OwnerDiedException    if its owner died, and nobody has recovered it.
     * @throws IllegalStateException if this handle is closed.
     */
    @Override
    boolean tryLock(long time, TimeUnit unit) throws InterruptedException;

    /**
     * Lets go once; others can acquire it when this was called as often as the lock was acquired. Works on a closed handle.
     *
     * @throws IllegalMonitorStateException if the current thread doesn't hold it.
     * @throws IllegalStateException        if it doesn't, and this handle is closed.
     */
    @Override
    void unlock();

    /**
     * Acquires like {@link #lock()}, and mends what a dead owner left, if there is one, before anybody else gets in. In the place of {@code lock()}:
     *
     * <pre>{@code
     * lock.recover(dead -> mend());
     * try {
     *     ...
     * } finally {
     *     lock.unlock();
     * }
     * }</pre>
     *
     * <p>If mending throws, the caller doesn't hold the lock, and the next one is told of the death; so it is if the caller dies over it: of its own.
     * Of several that race for a dead owner's lock one mends, and the others wait for that one. A thread that holds the lock already
     * (since a condition's {@code await} threw {@link OwnerDiedException}) holds it once more afterwards; or as often as before, if mending throws.
     *
     * @param mend given who died; run holding the lock, if an owner died and nobody has recovered it. What it throws comes out of here.
     * @return who died; empty if nobody did, or somebody else has recovered it.
     * @throws IllegalStateException if this handle is closed.
     */
    Optional<LockOwner> recover(Consumer<? super LockOwner> mend);

    /**
     * The same for a caller that mends behind it, holding the lock, or has mended before, when {@code await} threw {@link OwnerDiedException}.
     * The death is taken for mended at once: if mending throws, and the caller unlocks, nobody is told any more.
     *
     * @return who died; empty if nobody did, or somebody else has recovered it.
     * @throws IllegalStateException if this handle is closed.
     */
    Optional<LockOwner> recover();

    /** {@return whether anybody holds it, dead or alive} */
    boolean isLocked();

    /** {@return whether the current thread holds it, through whatever handle} */
    boolean isHeldByCurrentThread();

    /** {@return how often the current thread has acquired and not unlocked it} */
    int holdCount();

    /** {@return who holds it, dead or alive; empty if nobody does} */
    Optional<LockOwner> owner();

    /**
     * The condition of a name, which all processes share. A lock has 16 at most; they stay for as long as it does. Finding one is
     * quick; the first call for a name acquires the lock for a moment.
     *
     * @param name 1 to 40 ASCII letters, digits, {@code .}, {@code _}, {@code -}, starting with a letter, a digit or {@code _}.
     * @return the same for each call of a handle.
     * @throws io.tandem.segment.OutOfSpaceException if the lock has 16 conditions of other names.
     * @throws OwnerDiedException if there is no such condition yet, and the lock's owner died.
     * @throws IllegalStateException if this handle is closed.
     */
    Condition condition(String name);

    /**
     * Not supported: a condition without a name could be met by nobody.
     *
     * @return never.
     * @throws UnsupportedOperationException always; use {@link #condition}.
     */
    @Override
    Condition newCondition();

    /** Options of a lock. */
    interface Builder extends SharedObject.Builder<SharedLock, Builder> {
        /**
         * What becomes of it when its owner dies. All handles agree on it.
         *
         * @param ownerDeath default {@link OwnerDeath#REPORT}.
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
