package io.tandem.sync.internal.semaphore;

import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Transferable;
import io.tandem.segment.internal.object.SegmentHandle;
import io.tandem.sync.SharedSemaphore;
import io.tandem.sync.internal.LockWaits;
import io.tandem.wait.WaitPolicy;
import io.tandem.wait.internal.WaitSite;
import io.tandem.wait.internal.Waiting;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A handle of a semaphore. */
final class SemaphoreHandle extends SegmentHandle implements SharedSemaphore {
    private static final String ACQUIRE = "acquire a permit";

    private final SemaphoreOptions options;
    private final WaitPolicy policy;
    private final Permits permits;
    private final WaitSite site = new WaitSite();

    SemaphoreHandle(final Segment segment, final WaitPolicy policy) {
        super(segment, true);
        options = SemaphoreOptions.of(segment);
        this.policy = policy;
        permits = new Permits(segment, options, policy, new LockWaits() {
            @Override
            public void check() {
                requireOpen();
            }
        });
    }

    @Override
    public void acquire() throws InterruptedException {
        acquire(1);
    }

    @Override
    public void acquire(final int count) throws InterruptedException {
        tryAcquire(count, Waiting.FOREVER);
    }

    @Override
    public void acquireUninterruptibly() {
        acquireUninterruptibly(1);
    }

    @Override
    public void acquireUninterruptibly(final int count) {
        check(count);
        if (permits.free() < count || !permits.take(count, permits.enter())) {
            newWait(count).acquireUninterruptibly();
        }
        acquired(count);
    }

    // In a race with a close they go back.
    private void acquired(final int count) {
        if (isClosed()) {
            if (count > 0) {
                permits.give(count, false);
            }
            requireOpen();
        }
    }

    @Override
    public boolean tryAcquire() {
        return tryAcquire(1);
    }

    @Override
    public boolean tryAcquire(final int count) {
        check(count);
        if (!takeBriefly(count)) {
            permits.settle();
            if (!takeBriefly(count)) {
                return false;
            }
        }
        acquired(count);
        return true;
    }

    private boolean takeBriefly(final int count) {
        return permits.free() >= count && permits.take(count, permits.enterBriefly());
    }

    @Override
    public boolean tryAcquire(final long timeout, final TimeUnit unit) throws InterruptedException {
        return tryAcquire(1, timeout, unit);
    }

    @Override
    public boolean tryAcquire(final int count, final long timeout, final TimeUnit unit) throws InterruptedException {
        return tryAcquire(count, Waiting.nanos(timeout, unit));
    }

    private boolean tryAcquire(final int count, final long timeoutNanos) throws InterruptedException {
        check(count);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        final boolean acquired = permits.free() >= count && permits.take(count, permits.enter(0))
                || newWait(count).acquire(timeoutNanos);
        if (acquired) {
            acquired(count);
        }
        return acquired;
    }

    private PermitWait newWait(final int count) {
        return new PermitWait(permits, site, this, count);
    }

    private void check(final int count) {
        checkNotNegative(count);
        requireOpen();
    }

    /** Ends a wait through this handle once it is closed. */
    void requireOpen() {
        checkOpen(ACQUIRE);
    }

    private static void checkNotNegative(final int count) {
        if (count < 0) {
            throw new IllegalArgumentException(
                    "There can't be " + count + " permits to acquire or release: it must be 0 or more.");
        }
    }

    @Override
    public void release() {
        release(1);
    }

    @Override
    public void release(final int count) {
        checkNotNegative(count);
        if (count == 0) {
            return;
        }
        final Permits.Refusal refusal = permits.give(count, isClosed());
        if (refusal == Permits.Refusal.NOT_HELD) {
            checkOpen("release more permits than this process holds"); // it isn't: only then they are refused
        } else if (refusal == Permits.Refusal.TOO_MANY) {
            throw tooMany(count);
        }
    }

    private IllegalStateException tooMany(final int count) {
        final String most = options.bounded()
                ? "it is bounded, and was made with " + options.permits()
                : "no semaphore has more than " + Permits.MOST;
        return new IllegalStateException("Could not release " + count + " permits: there would be more than there may"
                + " be of " + describeWithin() + ", free and held by processes; " + most
                + ". Nothing has changed. Release what was acquired before, once, and in the process that acquired it, or"
                + " make the semaphore withoutOwners().");
    }

    @Override
    public int availablePermits() {
        checkOpen("count the permits");
        permits.settle();
        return (int) permits.free();
    }

    @Override
    public int drainPermits() {
        checkOpen("drain the permits");
        permits.settle();
        final int all = permits.takeAll();
        acquired(all);
        return all;
    }

    @Override
    public List<Holder> holders() {
        checkOpen("tell who holds permits");
        permits.settle();
        return permits.counts().entrySet().stream()
                .map(entry -> new Holder(permits.describe(entry.getKey()), entry.getValue()))
                .toList();
    }

    @Override
    protected void onClose() {
        permits.disturb();
    }

    @Override
    protected Transferable.Token token() {
        return new SemaphoreToken(segment().objectId(), policy);
    }

    @Override
    public String toString() {
        final long dead = permits.heldByDead();
        return super.toString() + ", " + permits.free() + " of " + options.permits() + " permits available"
                + (dead == 0 ? "" : ", and " + dead + " of the dead, which the next one that asks brings back");
    }

    /**
     * What travels in its place.
     *
     * @param objectId of the semaphore.
     * @param policy   of the handle.
     */
    record SemaphoreToken(long objectId, WaitPolicy policy) implements Transferable.Token {
        private static final long serialVersionUID = 1L;

        @Override
        public Object arrive(final Arrival arrival) {
            return new SemaphoreHandle(arrival.attach(objectId, ObjectKind.SEMAPHORE), policy);
        }
    }
}
