package io.tandem.value.internal;

import io.tandem.segment.internal.Layouts;
import io.tandem.segment.internal.ProcessRegistry;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Words;
import io.tandem.segment.internal.object.SegmentHandle;
import io.tandem.sync.OwnerDiedException;
import io.tandem.sync.internal.LockWaits;
import io.tandem.sync.internal.RobustLock;
import io.tandem.wait.WaitPolicy;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The lock beside a value, which remembers that an owner died until somebody has mended what it left.
 *
 * <pre>
 *     0  +------------------------------------------------------------+
 *        | {@link RobustLock}                                               | 16
 *    16  +------------------------------------------------------------+
 *        | number of the process that died owning it, or 0            |  4   under the lock
 *    20  +------------------------------------------------------------+
 *        | zero                                                       |  4
 *        +------------------------------------------------------------+
 * </pre>
 *
 * <p>Who takes it over writes the number before anything else, and who mends clears it last. Dead before it is written: the next one
 * takes over from this one, and writes this one's number. Dead after it was cleared, the lock still held: it is mended once more.
 *
 * <p>A thread that waits for the lock is refused when its handle is closed.
 */
final class Guard {
    private static final String RUN = "run anything under its lock";
    private static final int DIED_OFFSET = RobustLock.LENGTH;
    /** Bytes of the picture above, and as many more as keep what follows away from them: others write to that. */
    static final int LENGTH = Layouts.HOT_WORD_DISTANCE;

    private final SegmentHandle handle;
    private final RobustLock lock;
    private final Words words;
    private final ProcessRegistry registry;

    Guard(final Segment segment, final int offset, final SegmentHandle handle) {
        this.handle = handle;
        lock = RobustLock.in(segment, offset, WaitPolicy.SPIN_THEN_SLEEP, new LockWaits() {
            @Override
            public void check() {
                handle.checkOpen("wait for its lock");
            }
        });
        words = Words.over(segment.buffer(offset, LENGTH));
        registry = ProcessRegistry.of(segment.domain());
    }

    <T extends @Nullable Object> T run(final Supplier<T> action) {
        final boolean entered = begin();
        try {
            return action.get();
        } finally {
            if (entered) {
                unlock();
            }
        }
    }

    /** By itself, since one of the two in terms of the other would allocate what joins them. */
    void run(final Runnable action) {
        final boolean entered = begin();
        try {
            action.run();
        } finally {
            if (entered) {
                unlock();
            }
        }
    }

    /** Holds the lock, and all is well; returns whether this thread didn't hold it before. */
    private boolean begin() {
        handle.checkOpen(RUN);
        if (lock.isHeldByCurrentThread()) {
            return false;
        }
        final int died = enter();
        try {
            if (died != 0) {
                throw ownerDied(died);
            }
            handle.checkOpen(RUN);
            return true;
        } catch (final RuntimeException | Error e) {
            unlock();
            throw e;
        }
    }

    boolean recover(final Runnable mend) {
        handle.checkOpen("recover it");
        final int died = enter();
        try {
            handle.checkOpen("recover it");
            if (died == 0) {
                return false;
            }
            mend.run();
            words.putIntRelease(DIED_OFFSET, 0);
            return true;
        } finally {
            unlock();
        }
    }

    private void unlock() {
        lock.unlock();
        handle.letGoIfUnused();
    }

    boolean isHeldByThisProcess() {
        return lock.isHeldByThisProcess();
    }

    /** Lets those who wait see that the handle was closed. */
    void disturb() {
        lock.disturb();
    }

    /** Holds the lock; returns who died owning it and wasn't mended, or 0. */
    private int enter() {
        final int died = lock.lock();
        if (died > 0) {
            words.putIntRelease(DIED_OFFSET, died);
        }
        return words.getInt(DIED_OFFSET);
    }

    private OwnerDiedException ownerDied(final int process) {
        return new OwnerDiedException("Could not run anything under the lock of " + handle.describeWithin() + ": "
                + registry.describe(process)
                + " died while it held that lock, and its change may be half done. Check what"
                + " it guards, and call recover(...) to mend it; then it can be used again.");
    }
}
