package io.tandem.sync.internal.lock;

import static io.tandem.sync.internal.lock.SharedLockDescriptor.CONDITION_EVENT;
import static io.tandem.sync.internal.lock.SharedLockDescriptor.CONDITION_SEQUENCE;

import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Words;
import io.tandem.segment.internal.object.SegmentHandle;
import io.tandem.sync.OwnerDiedException;
import io.tandem.wait.WaitPolicy;
import io.tandem.wait.internal.ArmedWords;
import io.tandem.wait.internal.EventWord;
import io.tandem.wait.internal.SleepTarget;
import io.tandem.wait.internal.WaitSite;
import io.tandem.wait.internal.Waiting;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A condition of a lock. Who waits is over it once the sequence has moved since it came.
 *
 * <p>No signal is lost. It is given under the lock, so that everybody who waits by then has read an earlier sequence. One that sleeps is
 * woken by it, and the others stay announced ({@link EventWord#signalOneOfMany}). Who was woken finds the sequence moved, whatever
 * else ends its wait at the same time, and then its wait counts as signalled; so who leaves by a time-out or an interruption has used up no
 * signal, and has none to pass on.
 *
 * <p>The death of an owner that is to be reported ends a wait, too: acquiring the lock again then reports it. If somebody else was
 * faster, the wait has ended without a reason, as waits for conditions may.
 */
final class NamedCondition implements Condition, SleepTarget {
    private final String name;
    private final Words words;
    private final int sequenceIndex;
    private final EventWord event;
    private final OwnedLock lock;
    private final WaitPolicy policy;
    private final SegmentHandle handle;
    private final BooleanSupplier signallersCanWake;
    private final WaitSite site = new WaitSite();

    NamedCondition(
            final String name,
            final Segment segment,
            final Words words,
            final int offset,
            final OwnedLock lock,
            final WaitPolicy policy,
            final SegmentHandle handle) {
        this.name = name;
        this.words = words;
        this.lock = lock;
        this.policy = policy;
        this.handle = handle;
        sequenceIndex = offset + CONDITION_SEQUENCE;
        final int eventOffset = offset + CONDITION_EVENT;
        event = new EventWord(segment.buffer(eventOffset, EventWord.LENGTH), 0, segment.address(eventOffset), true);
        signallersCanWake = segment.holders()::allCanWake;
    }

    @Override
    public void await() throws InterruptedException {
        waitForSignal(Waiting.FOREVER);
    }

    @Override
    public long awaitNanos(final long nanosTimeout) throws InterruptedException {
        final long nanos = Math.max(0, nanosTimeout); // or what is left might overflow
        final long start = System.nanoTime();
        waitForSignal(nanos);
        return nanos - (System.nanoTime() - start);
    }

    @Override
    public boolean await(final long time, final TimeUnit unit) throws InterruptedException {
        return waitForSignal(unit.toNanos(time));
    }

    @Override
    @SuppressWarnings("JavaUtilDate") // the JDK's own signature
    public boolean awaitUntil(final Date deadline) throws InterruptedException {
        final long until = Math.max(0, deadline.getTime());
        return waitForSignal(Waiting.nanos(until - System.currentTimeMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public void awaitUninterruptibly() {
        final Turn turn = new Turn(begin());
        final int further = lock.releaseAll();
        Waiting.awaitUninterruptibly(policy, this, turn, Waiting.FOREVER);
        lock.reacquire(further);
    }

    // A wait that the closing of the handle ends throws, and the lock isn't acquired again.
    private boolean waitForSignal(final long nanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        final Turn turn = new Turn(begin());
        final int further = lock.releaseAll();
        boolean signalled;
        @Nullable InterruptedException interruption = null;
        try {
            signalled = Waiting.await(policy, this, turn, nanos);
        } catch (final InterruptedException e) {
            signalled = turn.isSignalled();
            interruption = e;
        }
        try {
            lock.reacquire(further);
        } catch (final IllegalStateException | OwnerDiedException e) {
            if (interruption != null) {
                Thread.currentThread().interrupt();
            }
            throw e;
        }
        if (interruption != null) {
            if (!signalled) {
                throw interruption;
            }
            Thread.currentThread().interrupt();
        }
        return signalled;
    }

    /** The sequence that a wait begins with. */
    private long begin() {
        lock.requireHeld("wait for its conditions");
        handle.checkOpen("wait for its condition \"" + name + "\"");
        return words.getLong(sequenceIndex);
    }

    @Override
    public void signal() {
        move();
        event.signalOneOfMany();
    }

    @Override
    public void signalAll() {
        move();
        event.signal();
    }

    private void move() {
        lock.requireHeld("signal its conditions");
        words.putLongRelease(sequenceIndex, words.getLong(sequenceIndex) + 1);
    }

    void disturb() {
        event.disturb();
    }

    @Override
    public WaitSite site() {
        return site;
    }

    @Override
    public void arm(final ArmedWords armed) {
        armed.add(event);
    }

    @Override
    public boolean signallersCanWake() {
        return signallersCanWake.getAsBoolean();
    }

    @Override
    public String toString() {
        return "Condition \"" + name + "\" of " + handle.describeWithin();
    }

    /** One wait. */
    private final class Turn implements Waiting.Condition {
        private final long begun;

        Turn(final long begun) {
            this.begun = begun;
        }

        @Override
        public boolean holds(final boolean slow) {
            handle.checkOpen("wait for its condition");
            return isSignalled() || slow && lock.hasDeathToReport();
        }

        boolean isSignalled() {
            return words.getLongVolatile(sequenceIndex) != begun;
        }
    }
}
