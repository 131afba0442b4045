package io.tandem.sync.internal.gate;

import io.tandem.segment.internal.Segment;
import io.tandem.sync.SharedEvent;
import java.util.Map;

/** Options of an event. */
public final class EventBuilder extends GateBuilder<SharedEvent, SharedEvent.Builder> implements SharedEvent.Builder {
    /** Starts with the defaults. */
    public EventBuilder() {
        super(EventDescriptor.LAYOUT, Map.of());
    }

    @Override
    protected SharedEvent.Builder self() {
        return this;
    }

    @Override
    protected SharedEvent handle(final Segment segment) {
        return new EventHandle(segment, policy());
    }
}
