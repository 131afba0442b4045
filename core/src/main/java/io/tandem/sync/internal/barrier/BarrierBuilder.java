package io.tandem.sync.internal.barrier;

import io.tandem.function.RemoteRunnable;
import io.tandem.segment.internal.Segment;
import io.tandem.sync.SharedBarrier;
import io.tandem.sync.internal.gate.GateBuilder;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Options of a barrier. */
public final class BarrierBuilder extends GateBuilder<SharedBarrier, SharedBarrier.Builder>
        implements SharedBarrier.Builder {
    private @Nullable RemoteRunnable action;

    /**
     * Starts with the defaults.
     *
     * @param parties how many must arrive.
     */
    public BarrierBuilder(final int parties) {
        super(BarrierDescriptor.LAYOUT, Map.of(BarrierHandle.PARTIES_KEY, Integer.toString(parties)));
        if (parties < 1 || parties > BarrierDescriptor.MAX_THREADS) {
            throw new IllegalArgumentException("A barrier can't be for " + parties + " parties: it must be 1 to "
                    + BarrierDescriptor.MAX_THREADS + ".");
        }
    }

    @Override
    public SharedBarrier.Builder action(final RemoteRunnable newAction) {
        action = Objects.requireNonNull(newAction, "the action");
        return this;
    }

    @Override
    protected SharedBarrier.Builder self() {
        return this;
    }

    @Override
    protected SharedBarrier handle(final Segment segment) {
        return new BarrierHandle(segment, policy(), action);
    }
}
