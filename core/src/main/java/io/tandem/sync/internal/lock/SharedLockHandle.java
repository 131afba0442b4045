package io.tandem.sync.internal.lock;

import static io.tandem.sync.internal.lock.SharedLockDescriptor.LENGTH;
import static io.tandem.sync.internal.lock.SharedLockDescriptor.VERSION;

import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Words;
import io.tandem.segment.internal.object.BodyVersion;
import io.tandem.segment.internal.object.SegmentHandle;
import io.tandem.sync.LockOwner;
import io.tandem.sync.OwnerDeath;
import io.tandem.sync.SharedLock;
import io.tandem.sync.internal.OwnerDeathOption;
import io.tandem.wait.WaitPolicy;
import io.tandem.wait.internal.Waiting;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.function.Consumer;

/** A handle of a lock. */
final class SharedLockHandle extends SegmentHandle implements SharedLock {
    private final WaitPolicy policy;
    private final OwnedLock lock;
    private final NamedConditions conditions;

    SharedLockHandle(final Segment segment, final WaitPolicy policy) {
        super(segment, true);
        this.policy = policy;
        final OwnerDeath ownerDeath = OwnerDeathOption.of(segment);
        BodyVersion.require(segment, LENGTH, VERSION, ownerDeath != null);
        final Words words = Words.over(segment.buffer(0, LENGTH));
        // Without one it was refused above.
        lock = new OwnedLock(segment, words, Objects.requireNonNull(ownerDeath), policy, this);
        conditions = new NamedConditions(segment, words, lock, policy, this);
    }

    @Override
    public void lock() {
        lock.lock();
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        lock.tryLock(Waiting.FOREVER);
    }

    @Override
    public boolean tryLock() {
        return lock.tryLock();
    }

    @Override
    public boolean tryLock(final long time, final TimeUnit unit) throws InterruptedException {
        return lock.tryLock(Waiting.nanos(time, unit));
    }

    @Override
    public void unlock() {
        lock.unlock();
    }

    @Override
    public Optional<LockOwner> recover() {
        return lock.recover(dead -> {});
    }

    @Override
    public Optional<LockOwner> recover(final Consumer<? super LockOwner> mend) {
        return lock.recover(Objects.requireNonNull(mend, "what mends it"));
    }

    @Override
    public boolean isLocked() {
        return lock.isLocked();
    }

    @Override
    public boolean isHeldByCurrentThread() {
        return lock.isHeldByCurrentThread();
    }

    @Override
    public int holdCount() {
        return lock.holdCount();
    }

    @Override
    public Optional<LockOwner> owner() {
        return lock.owner();
    }

    @Override
    public Condition condition(final String name) {
        checkOpen("use its condition \"" + name + "\"");
        return conditions.get(name);
    }

    @Override
    public Condition newCondition() {
        throw new UnsupportedOperationException("A condition of " + describeWithin()
                + " needs a name, by which other processes find it. Use condition(name).");
    }

    @Override
    protected Token token() {
        return new SharedLockToken(segment().objectId(), policy);
    }

    @Override
    protected boolean isInUse() {
        return lock.isHeldByThisProcess();
    }

    @Override
    protected void onClose() {
        lock.disturb();
        conditions.disturb();
    }

    @Override
    public String toString() {
        return super.toString() + owner().map(owner -> ", held by " + owner).orElse(", held by nobody");
    }
}
