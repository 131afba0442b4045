package io.tandem.value.internal;

import io.tandem.segment.IncompatibleException;
import io.tandem.segment.internal.Layouts;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Words;
import io.tandem.sync.internal.LockWaits;
import io.tandem.sync.internal.RobustLock;
import io.tandem.wait.WaitPolicy;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;

/** A handle of one cell or many, as {@link CellGeometry} has them: read without a lock, and written under one of a few. */
abstract class CellMemory extends GuardedMemory {
    /** No sequence: written whatever it is. */
    static final long ANY = -1;

    /** Reads that writers have disturbed before one is made under their lock. */
    private static final int ATTEMPTS = 64;
    /** So long it waits for that lock: one who is stopped there disturbs nobody. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final long DISTURBED = -1;

    private static final String READ = "read it";
    private static final String CHANGE = "change it";

    private final CellGeometry geometry;
    private final int cellLength;
    private final int room;
    private final Words[] windows;
    private final int windowShift;
    private final RobustLock[] writers;

    /**
     * Takes over an open segment.
     *
     * @param segment       of the object.
     * @param geometry      of its cells.
     * @param count         of cells.
     * @param version       of its layout that this library reads.
     * @param guardOffset   of the lock for its users.
     * @param writersOffset of the first writers' lock; the others follow, two cache lines apart.
     * @param locks         how many those are: a power of two.
     */
    CellMemory(
            final Segment segment,
            final CellGeometry geometry,
            final long count,
            final int version,
            final int guardOffset,
            final int writersOffset,
            final int locks) {
        super(segment, geometry.bodyLength(count), version, guardOffset);
        this.geometry = geometry;
        cellLength = geometry.cellLength();
        room = geometry.room();
        windowShift = geometry.windowShift();
        final long cells = 1L << windowShift;
        windows = new Words[(int) ((count + cells - 1) >>> windowShift)];
        for (int i = 0; i < windows.length; i++) {
            final long first = (long) i << windowShift;
            final int bytes = (int) Math.min(cells, count - first) * cellLength;
            windows[i] = Words.over(segment.buffer(geometry.cellOffset(first), bytes));
        }
        final LockWaits waits = new LockWaits() {
            @Override
            public void check() {
                checkOpen("wait for another writer");
            }
        };
        writers = new RobustLock[locks];
        for (int i = 0; i < locks; i++) {
            final int offset = writersOffset + i * Layouts.HOT_WORD_DISTANCE;
            writers[i] = RobustLock.in(segment, offset, WaitPolicy.SPIN_THEN_SLEEP, waits);
        }
    }

    private Words window(final long index) {
        return windows[(int) (index >>> windowShift)];
    }

    private int offset(final long index) {
        return (int) (index & (1L << windowShift) - 1) * cellLength;
    }

    private RobustLock writers(final long index) {
        return writers[(int) index & writers.length - 1];
    }

    /** Copies what a cell holds out; returns its sequence. The index has been checked. */
    final long read(final long index, final CellBytes target) {
        final Words window = window(index);
        final int cell = offset(index);
        final long sequence = readWithoutLock(window, cell, target);
        return sequence == DISTURBED ? readDisturbed(window, cell, writers(index), target) : sequence;
    }

    private long readWithoutLock(final Words window, final int cell, final CellBytes target) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            final long sequence = window.getLongAcquire(cell + CellGeometry.SEQUENCE_OFFSET);
            if (copied(window, cell, sequence, target)) {
                checkOpen(READ);
                return sequence;
            }
            Thread.onSpinWait();
        }
        return DISTURBED;
    }

    /** Under the lock, or without it: whatever succeeds first. */
    private long readDisturbed(final Words window, final int cell, final RobustLock lock, final CellBytes target) {
        boolean interrupted = false;
        try {
            while (true) {
                long sequence = DISTURBED;
                try {
                    sequence = readUnderLock(window, cell, lock, target);
                } catch (final InterruptedException e) {
                    interrupted = true;
                }
                if (sequence == DISTURBED) {
                    sequence = readWithoutLock(window, cell, target);
                }
                if (sequence != DISTURBED) {
                    return sequence;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private long readUnderLock(final Words window, final int cell, final RobustLock lock, final CellBytes target)
            throws InterruptedException {
        if (lock.tryLock(PATIENCE_NANOS) == RobustLock.TIMED_OUT) {
            return DISTURBED;
        }
        try {
            checkOpen(READ);
            final long sequence = window.getLong(cell + CellGeometry.SEQUENCE_OFFSET);
            copied(window, cell, sequence, target);
            return sequence;
        } finally {
            unlock(lock);
        }
    }

    /** Whether it was copied while nobody wrote there. */
    private boolean copied(final Words window, final int cell, final long sequence, final CellBytes target) {
        final int copy = cell + geometry.copyOffset(sequence);
        target.length = window.getInt(copy + CellGeometry.COPY_LENGTH_OFFSET);
        final boolean fits = target.length >= 0 && target.length <= room;
        if (fits) {
            window.getBytes(copy + CellGeometry.COPY_BYTES_OFFSET, target.bytes, 0, target.padded());
        }
        VarHandle.acquireFence();
        if (window.getLongVolatile(cell + CellGeometry.SEQUENCE_OFFSET) != sequence) {
            return false;
        }
        if (sequence < 0) {
            throw corrupt(
                    "a sequence of " + sequence + ", which no writer comes to"); // it would count as disturbed for ever
        }
        if (!fits) {
            throw corrupt("a length of " + target.length + " bytes, where there is room for " + room);
        }
        return true;
    }

    /** What a reader gets that finds what no writer leaves. */
    final IncompatibleException corrupt(final String what) {
        return new IncompatibleException(describe() + " has " + what + ". Something else has written to its memory; "
                + segment().deletion() + ", and make a new one.");
    }

    /** Writes what is encoded, if nobody has written to the cell since a sequence. The index has been checked. */
    final boolean write(final long index, final CellBytes source, final long expected) {
        final Words window = window(index);
        final int cell = offset(index);
        final RobustLock lock = writers(index);
        lock.lock(); // whoever died in it has left a copy that is nobody's, and nothing to mend
        try {
            checkOpen(CHANGE);
            final long sequence = window.getLong(cell + CellGeometry.SEQUENCE_OFFSET);
            if (expected != ANY && sequence != expected) {
                return false;
            }
            final int copy = cell + geometry.copyOffset(sequence + 1);
            // A reader that sees what is written next must see the sequence before it, too.
            VarHandle.releaseFence();
            window.putInt(copy + CellGeometry.COPY_LENGTH_OFFSET, source.length);
            window.putBytes(copy + CellGeometry.COPY_BYTES_OFFSET, source.bytes, 0, source.padded());
            window.putLongRelease(cell + CellGeometry.SEQUENCE_OFFSET, sequence + 1);
            return true;
        } finally {
            unlock(lock);
        }
    }

    private void unlock(final RobustLock lock) {
        lock.unlock();
        letGoIfUnused();
    }

    /** As long as a thread is inside a writers' lock this process must not seem dead to those who wait for it. */
    @Override
    protected boolean isInUse() {
        boolean inUse = super.isInUse();
        for (final RobustLock lock : writers) {
            inUse |= lock.isHeldByThisProcess();
        }
        return inUse;
    }

    @Override
    protected void onClose() {
        super.onClose();
        for (final RobustLock lock : writers) {
            lock.disturb();
        }
    }

    /** Refuses to change what is closed, before anything is encoded. */
    final void checkChange() {
        checkOpen(CHANGE);
    }
}
