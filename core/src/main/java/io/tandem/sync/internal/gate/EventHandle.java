package io.tandem.sync.internal.gate;

import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Transferable;
import io.tandem.sync.SharedEvent;
import io.tandem.wait.WaitPolicy;
import io.tandem.wait.internal.EventSource;
import io.tandem.wait.internal.Waiting;
import java.util.concurrent.TimeUnit;

/** A handle of an event. */
final class EventHandle extends GateHandle implements SharedEvent, EventSource {
    private static final String AWAIT = "wait for it";

    EventHandle(final Segment segment, final WaitPolicy policy) {
        super(segment, EventDescriptor.LAYOUT, policy);
    }

    long state() {
        return words().getLongVolatile(EventDescriptor.STATE_OFFSET);
    }

    void checkOpenToWait() {
        checkOpen(AWAIT);
    }

    @Override
    public boolean isSet() {
        checkOpen("ask whether it is set");
        return EventDescriptor.isSet(state());
    }

    @Override
    public void set() {
        checkOpen("set it");
        long state = state();
        while (!compareAndSet(state, EventDescriptor.set(state))) {
            state = state();
        }
        event().signal();
    }

    @Override
    public void clear() {
        checkOpen("clear it");
        long state = state();
        while (!compareAndSet(state, EventDescriptor.cleared(state))) {
            state = state();
        }
    }

    private boolean compareAndSet(final long expected, final long update) {
        return words().compareAndSetLong(EventDescriptor.STATE_OFFSET, expected, update);
    }

    @Override
    public void await() throws InterruptedException {
        await(Waiting.FOREVER);
    }

    @Override
    public boolean await(final long timeout, final TimeUnit unit) throws InterruptedException {
        return await(Waiting.nanos(timeout, unit));
    }

    private boolean await(final long nanos) throws InterruptedException {
        checkOpen(AWAIT);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        final long state = state();
        if (EventDescriptor.isSet(state)) {
            return true;
        }
        final EventWait wait = EventWait.begin(this, state);
        try {
            return Waiting.await(policy(), this, wait, nanos);
        } finally {
            wait.end();
        }
    }

    @Override
    public void awaitUninterruptibly() {
        checkOpen(AWAIT);
        final long state = state();
        if (EventDescriptor.isSet(state)) {
            return;
        }
        final EventWait wait = EventWait.begin(this, state);
        try {
            Waiting.awaitUninterruptibly(policy(), this, wait, Waiting.FOREVER);
        } finally {
            wait.end();
        }
    }

    @Override
    public boolean isReady() {
        return isClosed() || EventDescriptor.isSet(state());
    }

    @Override
    protected Token token() {
        return new EventToken(segment().objectId(), policy());
    }

    @Override
    public String toString() {
        return super.toString() + (EventDescriptor.isSet(state()) ? ", set" : ", not set");
    }

    /** What travels in its place. */
    private record EventToken(long objectId, WaitPolicy policy) implements Transferable.Token {
        private static final long serialVersionUID = 1L;

        @Override
        public Object arrive(final Arrival arrival) {
            return new EventHandle(arrival.attach(objectId, ObjectKind.EVENT), policy);
        }
    }
}
