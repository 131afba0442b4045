package io.tandem.value.internal;

import io.tandem.segment.IncompatibleException;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Words;
import io.tandem.segment.internal.object.SegmentHandle;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A segment of values as one handle sees it. Small, so that its memory is kept while a thread may still be inside. */
abstract class ValueMemory extends SegmentHandle {
    final Words words;
    private final Guard guard;
    private final Guard.Openness openness = new Guard.Openness() {
        @Override
        public void checkOpen(final String asked) {
            check(asked);
        }

        @Override
        public void unlocked() {
            letGoIfUnused();
        }

        @Override
        public String describeWithin() {
            return within();
        }
    };

    /**
     * Takes over an open segment.
     *
     * @param segment     of values.
     * @param length      it must have.
     * @param version     of its layout that this library reads.
     * @param guardOffset of its lock.
     */
    ValueMemory(final Segment segment, final int length, final int version, final int guardOffset) {
        super(segment, true);
        if (segment.bodyLength() < length) {
            throw incompatible(
                    "has the configuration " + segment.configuration() + " and a body of " + segment.bodyLength()
                            + " bytes, where that needs " + length + ". Something else has written to it; delete it");
        }
        words = Words.over(segment.buffer(0, length));
        final int found = words.getInt(ValueDescriptor.VERSION_OFFSET);
        if (found != version) {
            throw incompatible("has layout version " + found + ", and this library reads " + version
                    + ". Use the same version of Tandem on both sides, or delete it");
        }
        guard = new Guard(segment, guardOffset, openness);
    }

    private IncompatibleException incompatible(final String what) {
        return new IncompatibleException(describe() + " " + what + ".");
    }

    @Override
    protected boolean isInUse() {
        return guard.isHeldByThisProcess();
    }

    @Override
    protected void onClose() {
        guard.disturb();
    }

    /** Refuses what is asked of a closed handle. */
    final void check(final String asked) {
        checkOpen(asked);
    }

    /** {@return the object for messages, within a sentence} */
    final String within() {
        return describeWithin();
    }

    final String atStart() {
        return describe();
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
