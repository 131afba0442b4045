package io.tandem.value.internal;

import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Words;
import io.tandem.segment.internal.object.BodyVersion;
import io.tandem.segment.internal.object.SegmentHandle;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A segment of values as one handle sees it. Small, so that its memory is kept while a thread may still be inside. */
abstract class ValueMemory extends SegmentHandle {
    final Words words;
    private final Guard guard;

    /**
     * Takes over an open segment.
     *
     * @param segment     of values.
     * @param length      its body must have.
     * @param start       how much of that is seen through {@link #words}.
     * @param version     of its layout that this library reads.
     * @param guardOffset of its lock.
     */
    ValueMemory(final Segment segment, final long length, final int start, final int version, final int guardOffset) {
        super(segment, true);
        BodyVersion.require(segment, length, version, true);
        words = Words.over(segment.buffer(0, start));
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
