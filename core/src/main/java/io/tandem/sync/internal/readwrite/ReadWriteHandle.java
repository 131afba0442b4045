package io.tandem.sync.internal.readwrite;

import static io.tandem.sync.internal.readwrite.ReadWriteDescriptor.NOBODY;

import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.ProcessRegistry;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Transferable;
import io.tandem.segment.internal.object.BodyVersion;
import io.tandem.segment.internal.object.SegmentHandle;
import io.tandem.sync.LockOwner;
import io.tandem.sync.OwnerDeath;
import io.tandem.sync.OwnerDiedException;
import io.tandem.sync.SharedReadWriteLock;
import io.tandem.sync.internal.LockWaits;
import io.tandem.sync.internal.OwnerDeathOption;
import io.tandem.wait.WaitPolicy;
import io.tandem.wait.internal.WaitSite;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;

/** A handle of a read-write lock. */
final class ReadWriteHandle extends SegmentHandle implements SharedReadWriteLock {
    private final OwnerDeath ownerDeath;
    private final WaitPolicy policy;
    private final ReadWriteMemory memory;
    private final ReadHolds.Identity identity;
    private final WaitSite site = new WaitSite();
    private final ReadSide readSide;
    private final WriteSide writeSide;

    ReadWriteHandle(final Segment segment, final WaitPolicy policy) {
        super(segment, true);
        final OwnerDeath configured = OwnerDeathOption.of(segment);
        BodyVersion.require(segment, ReadWriteDescriptor.LENGTH, ReadWriteDescriptor.VERSION, configured != null);
        ownerDeath = Objects.requireNonNull(configured); // or it was refused
        this.policy = policy;
        memory = new ReadWriteMemory(segment, ownerDeath, policy, new LockWaits() {
            @Override
            public void check() {
                requireOpen();
            }
        });
        identity = new ReadHolds.Identity(
                segment.domain().directory(),
                segment.objectId(),
                ProcessRegistry.of(segment.domain()).own());
        readSide = new ReadSide(this, memory, identity);
        writeSide = new WriteSide(this, memory, identity);
    }

    @Override
    public Lock readLock() {
        return readSide;
    }

    @Override
    public Lock writeLock() {
        return writeSide;
    }

    @Override
    public Optional<LockOwner> recover() {
        return recover(dead -> {});
    }

    @Override
    public Optional<LockOwner> recover(final Consumer<? super LockOwner> mend) {
        Objects.requireNonNull(mend, "what mends it");
        checkOpen("recover it");
        final long dead = lockFromTheDead();
        return dead == NOBODY ? Optional.empty() : Optional.of(mended(dead, mend));
    }

    /** Holds the write lock; returns the word of the dead writer before, or {@code NOBODY}. */
    private long lockFromTheDead() {
        while (true) {
            final long dead = memory.writer() == memory.mine() ? NOBODY : memory.deadWriter();
            if (dead == NOBODY) {
                try {
                    writeSide.lock();
                    return NOBODY;
                } catch (final OwnerDiedException e) {
                    continue; // the owner died while this thread waited for it
                }
            }
            writeSide.requireNoReadHold();
            if (memory.write(memory.enter(), dead)) {
                return dead;
            }
        }
    }

    /** If mending fails, or the handle was closed just then, the dead one is the writer again, and the next one is told. */
    private LockOwner mended(final long dead, final Consumer<? super LockOwner> mend) {
        boolean mended = false;
        try {
            requireOpen();
            final LockOwner died = memory.owner(dead);
            mend.accept(died);
            writeSide.requireHeld("end its recovery");
            mended = true;
            return died;
        } finally {
            if (!mended && isWriteLockedByCurrentThread()) {
                while (ReadHolds.count(identity) > 0) {
                    readSide.unlock(); // what mending has locked besides
                }
                memory.giveBack(dead);
                unlocked();
            }
        }
    }

    @Override
    public boolean isWriteLocked() {
        return memory.writer() != NOBODY;
    }

    @Override
    public boolean isWriteLockedByCurrentThread() {
        return memory.writer() == memory.mine();
    }

    @Override
    public int writeHoldCount() {
        return isWriteLockedByCurrentThread() ? (int) writeSide.levels() : 0;
    }

    @Override
    public int readHoldCount() {
        return ReadHolds.count(identity);
    }

    @Override
    public int readLockCount() {
        checkOpen("count its read locks");
        memory.settle();
        return (int) memory.readers();
    }

    @Override
    public Optional<LockOwner> writer() {
        final long writer = memory.writer();
        return writer == NOBODY ? Optional.empty() : Optional.of(memory.owner(writer));
    }

    @Override
    public List<Reader> readers() {
        checkOpen("tell who reads");
        memory.settle();
        return memory.counts().entrySet().stream()
                .map(entry -> new Reader(memory.describe(entry.getKey()), entry.getValue()))
                .toList();
    }

    /** Refuses to lock by a handle that is closed, and ends a wait through it. */
    void requireOpen() {
        checkOpen("lock");
    }

    /** One that couldn't have the lock at first sight. */
    ReadWriteWait newWait(final boolean writes, final boolean givesWay) {
        return new ReadWriteWait(memory, site, this, writes, givesWay);
    }

    /** One of its locks was unlocked. */
    void unlocked() {
        letGoIfUnused();
    }

    /** Puts away what the dead left, and tells of a dead writer if that is to be told. */
    void settle() {
        memory.settle();
        if (ownerDeath == OwnerDeath.REPORT) {
            final long dead = memory.deadWriter();
            if (dead != NOBODY) {
                throw new OwnerDiedException("Could not lock " + describeWithin() + ": " + memory.owner(dead)
                        + " died while it held the write lock, and may have left what it guards half changed. Call"
                        + " recover(...), which takes the write lock and mends that, and unlock; or make the lock with"
                        + " OwnerDeath.RELEASE.");
            }
        }
    }

    @Override
    protected boolean isInUse() {
        return memory.hasOwn();
    }

    @Override
    protected void onClose() {
        memory.disturb();
    }

    @Override
    protected Transferable.Token token() {
        return new ReadWriteToken(segment().objectId(), policy);
    }

    @Override
    public String toString() {
        return super.toString() + ", "
                + writer().map(writer -> "locked for writing by " + writer)
                        .orElseGet(() -> "locked for reading " + memory.readers() + " times");
    }

    /**
     * What travels in its place.
     *
     * @param objectId of the lock.
     * @param policy   of the handle.
     */
    record ReadWriteToken(long objectId, WaitPolicy policy) implements Transferable.Token {
        private static final long serialVersionUID = 1L;

        @Override
        public Object arrive(final Arrival arrival) {
            return new ReadWriteHandle(arrival.attach(objectId, ObjectKind.READ_WRITE_LOCK), policy);
        }
    }
}
