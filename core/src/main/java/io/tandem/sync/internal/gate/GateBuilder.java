package io.tandem.sync.internal.gate;

import io.tandem.segment.SharedObject;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.object.BodyVersion;
import io.tandem.wait.internal.WaitingBuilder;
import java.util.Map;

/**
 * Options of something at which threads wait.
 *
 * @param <T> what is built.
 * @param <B> the builder as users see it.
 */
public abstract class GateBuilder<T extends SharedObject, B extends SharedObject.Builder<T, B>>
        extends WaitingBuilder<T, B> {
    private final GateLayout layout;
    private final Map<String, String> configuration;

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

    // All else is 0.
    @Override
    protected void initialize(final Segment segment) {
        BodyVersion.write(segment, layout.version());
    }
}
