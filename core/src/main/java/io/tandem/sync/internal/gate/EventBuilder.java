package io.tandem.sync.internal.gate;

import io.tandem.segment.Domain;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.sync.SharedEvent;
import java.util.Map;

/** Options of an event. */
public final class EventBuilder extends GateBuilder<SharedEvent, SharedEvent.Builder> implements SharedEvent.Builder {
    /** Starts with the defaults. */
    public EventBuilder() {
        super(EventDescriptor.LAYOUT, Map.of());
    }

    /**
     * Removes a name.
     *
     * @param domain it is in.
     * @param name   of an event.
     * @return false if there was none.
     */
    public static boolean delete(final Domain domain, final String name) {
        return Segment.delete(domain, name, ObjectKind.EVENT);
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
