package io.tandem.wait.internal;

import io.tandem.segment.SharedObject;
import io.tandem.segment.internal.object.SegmentBuilder;
import io.tandem.wait.WaitPolicy;
import java.util.Objects;

/**
 * Options of something that threads wait for.
 *
 * @param <T> what is built.
 * @param <B> the builder as users see it.
 */
public abstract class WaitingBuilder<T extends SharedObject, B extends SharedObject.Builder<T, B>>
        extends SegmentBuilder<T, B> {
    private WaitPolicy policy = WaitPolicy.SPIN_THEN_SLEEP;

    /** Starts with the defaults. */
    protected WaitingBuilder() {}

    /**
     * How this handle's threads wait.
     *
     * @param newPolicy any.
     * @return this.
     */
    public final B waitPolicy(final WaitPolicy newPolicy) {
        policy = Objects.requireNonNull(newPolicy, "the wait policy");
        return self();
    }

    /** {@return how its threads are to wait} */
    protected final WaitPolicy policy() {
        return policy;
    }
}
