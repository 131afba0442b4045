package io.tandem.sync.internal.gate;

import io.tandem.wait.internal.Waiting;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One thread's wait for an event, from the state that it began with. Kept by the thread, so that waiting allocates nothing. */
final class EventWait implements Waiting.Condition {
    private static final ThreadLocal<EventWait> OF_THREAD = ThreadLocal.withInitial(EventWait::new);

    private @Nullable EventHandle event;
    private long before;

    private EventWait() {}

    static EventWait begin(final EventHandle event, final long before) {
        final EventWait wait = OF_THREAD.get();
        wait.event = event;
        wait.before = before;
        return wait;
    }

    void end() {
        event = null;
    }

    @Override
    public boolean holds(final boolean slow) {
        final EventHandle waitedFor = Objects.requireNonNull(event);
        waitedFor.checkOpenToWait();
        return EventDescriptor.wasSetSince(before, waitedFor.state());
    }
}
