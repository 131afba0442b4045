package io.tandem.value.internal;

import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.object.BodyVersion;
import io.tandem.segment.internal.object.SegmentHandle;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A segment with a lock for its users beside what they share, as one handle sees it. Its memory is kept while a thread may still be inside:
 * it is small, as a rule.
 */
abstract class GuardedMemory extends SegmentHandle {
    private final Guard guard;

    /**
     * Takes over an open segment.
     *
     * @param segment     of what is shared.
     * @param length      its body must have.
     * @param version     of its layout that this library reads.
     * @param guardOffset of its lock.
     */
    GuardedMemory(final Segment segment, final long length, final int version, final int guardOffset) {
        super(segment, true);
        BodyVersion.require(segment, length, version, true);
        guard = new Guard(segment, guardOffset, this);
    }

    @Override
    protected boolean isInUse() {
        return guard.isHeldByThisProcess();
    }

    @Override
    protected void onClose() {
        guard.disturb();
    }

    final long objectId() {
        return segment().objectId();
    }

    /** Runs under the lock. */
    public final <T extends @Nullable Object> T withLock(final Supplier<T> action) {
        return guard.run(action);
    }

    /** Runs under the lock. */
    public final void withLock(final Runnable action) {
        guard.run(action);
    }

    /** Mends under the lock. */
    public final boolean recover(final Runnable mend) {
        return guard.recover(mend);
    }
}
