package io.tandem.sync.internal.gate;

import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Transferable;
import io.tandem.sync.SharedLatch;
import io.tandem.wait.WaitPolicy;
import io.tandem.wait.internal.EventSource;
import io.tandem.wait.internal.Waiting;
import java.util.concurrent.TimeUnit;

/** A handle of a latch. */
final class LatchHandle extends GateHandle implements SharedLatch, EventSource, Waiting.Condition {
    private static final String AWAIT = "wait for it";

    LatchHandle(final Segment segment, final WaitPolicy policy) {
        super(segment, LatchDescriptor.LAYOUT, policy);
    }

    @Override
    public long count() {
        checkOpen("ask for its count");
        return current();
    }

    private long current() {
        final long count = words().getLongVolatile(LatchDescriptor.COUNT_OFFSET);
        if (count < 0) {
            throw damaged("has a count of " + count);
        }
        return count;
    }

    @Override
    public void countDown() {
        countDown(1);
    }

    @Override
    public void countDown(final long n) {
        checkOpen("count it down");
        if (n < 1) {
            throw new IllegalArgumentException(
                    "A latch can't be counted down by " + n + ": it must be 1 or more. It never goes up again.");
        }
        while (true) {
            final long count = current();
            if (count == 0) {
                return;
            }
            final long less = Math.max(0, count - n);
            if (words().compareAndSetLong(LatchDescriptor.COUNT_OFFSET, count, less)) {
                if (less == 0) {
                    event().signal();
                }
                return;
            }
        }
    }

    @Override
    public void await() throws InterruptedException {
        checkOpen(AWAIT);
        Waiting.await(policy(), this, this, Waiting.FOREVER);
    }

    @Override
    public boolean await(final long timeout, final TimeUnit unit) throws InterruptedException {
        final long nanos = Waiting.nanos(timeout, unit);
        checkOpen(AWAIT);
        return Waiting.await(policy(), this, this, nanos);
    }

    @Override
    public void awaitUninterruptibly() {
        checkOpen(AWAIT);
        Waiting.awaitUninterruptibly(policy(), this, this, Waiting.FOREVER);
    }

    @Override
    public boolean holds(final boolean slow) {
        checkOpen(AWAIT);
        return current() == 0;
    }

    @Override
    public boolean isReady() {
        return isClosed() || current() == 0;
    }

    @Override
    protected Token token() {
        return new LatchToken(segment().objectId(), policy());
    }

    @Override
    public String toString() {
        return super.toString() + ", count " + words().getLongVolatile(LatchDescriptor.COUNT_OFFSET);
    }

    /** What travels in its place. */
    private record LatchToken(long objectId, WaitPolicy policy) implements Transferable.Token {
        private static final long serialVersionUID = 1L;

        @Override
        public Object arrive(final Arrival arrival) {
            return new LatchHandle(arrival.attach(objectId, ObjectKind.LATCH), policy);
        }
    }
}
