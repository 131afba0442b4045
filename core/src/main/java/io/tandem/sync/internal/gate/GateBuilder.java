package io.tandem.sync.internal.gate;

import io.tandem.segment.SharedObject;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.object.SegmentBuilder;
import io.tandem.wait.WaitPolicy;
import java.util.Map;
import java.util.Objects;

/**
 * Options of something at which threads wait.
 *
 * @param <T> what is built.
 * @param <B> the builder as users see it.
 */
public abstract class GateBuilder<T extends SharedObject, B extends SharedObject.Builder<T, B>>
        extends SegmentBuilder<T, B> {
    private final GateLayout layout;
    private final Map<String, String> configuration;
    private WaitPolicy policy = WaitPolicy.SPIN_THEN_SLEEP;

    /**
     * Starts with the defaults.
     *
     * @param layout        of the body.
     * @param configuration that all handles must agree on.
     */
    protected GateBuilder(final GateLayout layout, final Map<String, String> configuration) {
        this.layout = layout;
        this.configuration = configuration;
    }

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

    @Override
    protected final ObjectKind kind() {
        return layout.kind();
    }

    @Override
    protected final long bodyLength() {
        return layout.length();
    }

    @Override
    protected final Map<String, String> configuration() {
        return configuration;
    }

    @Override
    protected void initialize(final Segment segment) {
        layout.initialize(segment);
    }
}
