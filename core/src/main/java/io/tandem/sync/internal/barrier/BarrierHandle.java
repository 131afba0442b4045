package io.tandem.sync.internal.barrier;

import static io.tandem.sync.internal.barrier.BarrierDescriptor.BROKEN;
import static io.tandem.sync.internal.barrier.BarrierDescriptor.OPEN;
import static io.tandem.sync.internal.barrier.BarrierDescriptor.phase;

import io.tandem.function.RemoteRunnable;
import io.tandem.segment.IncompatibleException;
import io.tandem.segment.OutOfSpaceException;
import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.ProcessRegistry;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Transferable;
import io.tandem.sync.BrokenSharedBarrierException;
import io.tandem.sync.BrokenSharedBarrierException.Reason;
import io.tandem.sync.SharedBarrier;
import io.tandem.sync.internal.RobustLock;
import io.tandem.sync.internal.gate.GateHandle;
import io.tandem.wait.WaitPolicy;
import io.tandem.wait.internal.Waiting;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A handle of a barrier. */
final class BarrierHandle extends GateHandle implements SharedBarrier {
    static final String PARTIES_KEY = "parties";
    private static final String AWAIT = "wait at it";

    private final ProcessRegistry registry;
    private final int parties;
    private final @Nullable RemoteRunnable action;
    private final BarrierMessages messages;
    private final BarrierMemory memory;

    BarrierHandle(final Segment segment, final WaitPolicy policy, final @Nullable RemoteRunnable action) {
        super(segment, BarrierDescriptor.LAYOUT, policy);
        registry = ProcessRegistry.of(segment.domain());
        parties = configuredParties(segment);
        this.action = action;
        messages = new BarrierMessages(describeWithin(), parties, registry);
        memory = new BarrierMemory(
                buffer(),
                words(),
                RobustLock.in(segment, BarrierDescriptor.LOCK_OFFSET, policy),
                event(),
                new BarrierParties(words(), registry),
                registry.own());
    }

    private int configuredParties(final Segment segment) {
        final int number = (int) segment.configuredNumber(PARTIES_KEY, BarrierDescriptor.MAX_THREADS);
        if (number < 1) {
            throw new IncompatibleException(
                    describe() + " is for \"" + segment.configuration().getOrDefault(PARTIES_KEY, "")
                            + "\" parties. That is no barrier of this library; " + segment.deletion() + ".");
        }
        return number;
    }

    void checkOpenToWait() {
        checkOpen(AWAIT);
    }

    // ---- waiting

    @Override
    public int await() throws InterruptedException, BrokenSharedBarrierException {
        try {
            return await(Waiting.FOREVER);
        } catch (final TimeoutException e) {
            throw new IllegalStateException("A wait without a limit ended.", e);
        }
    }

    @Override
    public int await(final long timeout, final TimeUnit unit)
            throws InterruptedException, BrokenSharedBarrierException, TimeoutException {
        return await(Waiting.nanos(timeout, unit));
    }

    private int await(final long nanos) throws InterruptedException, BrokenSharedBarrierException, TimeoutException {
        if (RunningAction.isOf(segment())) {
            throw new IllegalStateException("Could not " + AWAIT + ": this thread runs the action of "
                    + describeWithin() + ", and would wait for itself. Wait before the action, or after it.");
        }
        final long start = System.nanoTime();
        final BarrierWait wait = new BarrierWait(this, memory);
        try {
            while (!arrive(wait)) {
                waitToArrive(wait, nanos, start);
            }
            if (wait.missing() == 0) {
                finishRound(wait);
            } else {
                waitForOthers(wait, nanos, start);
            }
            return wait.missing();
        } finally {
            if (isClosed()) {
                leaveParties(); // the close has found this thread waiting, perhaps
            }
        }
    }

    /** Returns false if all of the round before are there, and the action is being run. */
    private boolean arrive(final BarrierWait wait) throws InterruptedException, BrokenSharedBarrierException {
        memory.lock();
        try {
            checkOpenToWait();
            final long state = memory.state();
            if (phase(state) == BROKEN) {
                throw messages.broken(memory.newestBreakage());
            }
            wait.see(BarrierDescriptor.round(state));
            if (Thread.interrupted()) {
                if (phase(state) == OPEN) { // else it would break a round that is none of this thread's
                    memory.breakRound(wait.round(), Reason.INTERRUPTED, "");
                }
                throw new InterruptedException();
            }
            if (phase(state) == OPEN) {
                arriveInOpen(wait);
            } else if (memory.breakIfPartyDied(wait.round())) {
                throw messages.broken(memory.newestBreakage());
            }
            return wait.hasArrived();
        } catch (final RuntimeException | Error e) {
            if (wait.hasArrived() && wait.isGoingOn()) { // or the others would wait for this thread, which is gone
                memory.breakRound(wait.round(), Reason.ABORTED, Breakage.text(e));
            }
            throw e;
        } finally {
            memory.unlock();
        }
    }

    private void arriveInOpen(final BarrierWait wait) throws BrokenSharedBarrierException {
        final long round = wait.round();
        final int missing = parties - 1 - memory.parties.waiting(round);
        if (missing < 0) {
            // All are there and the round goes on: the last to arrive died before it could end it.
            if (memory.breakIfPartyDied(round)) {
                throw messages.broken(memory.newestBreakage());
            }
            throw damaged("has more threads waiting than its " + parties + " parties");
        }
        // Before it arrives: whatever fails here leaves the others waiting for this one, and not for nobody.
        if (missing == 0 && memory.breakIfPartyDied(round)) {
            throw messages.broken(memory.newestBreakage());
        }
        if (!memory.parties.arrive(round)) {
            throw new OutOfSpaceException(describe() + " has " + BarrierDescriptor.PARTIES
                    + " handles already that have arrived since its last reset. Close some, or share one among the threads of"
                    + " a process.");
        }
        wait.arrive(missing);
        if (missing > 0) {
            return;
        }
        if (action == null) {
            memory.trip(round);
        } else {
            memory.startAction(round);
        }
    }

    private void waitToArrive(final BarrierWait wait, final long nanos, final long start)
            throws InterruptedException, TimeoutException {
        // Interrupted here, it has not arrived, and nobody waits for it yet.
        if (!Waiting.await(policy(), this, wait, Waiting.remaining(nanos, start))) {
            throw messages.timedOutArriving();
        }
    }

    private void waitForOthers(final BarrierWait wait, final long nanos, final long start)
            throws InterruptedException, BrokenSharedBarrierException, TimeoutException {
        boolean goesOn;
        do {
            try {
                if (!Waiting.await(policy(), this, wait, Waiting.remaining(nanos, start))
                        && giveUp(wait, Reason.TIMED_OUT, "")) {
                    throw messages.timedOutWaiting(wait.counted());
                }
                goesOn = isToWaitOn(wait);
            } catch (final InterruptedException e) {
                if (giveUp(wait, Reason.INTERRUPTED, "")) {
                    throw e;
                }
                Thread.currentThread().interrupt();
                goesOn = false;
            } catch (final RuntimeException | Error e) {
                giveUp(wait, isClosed() ? Reason.CLOSED : Reason.ABORTED, Breakage.text(e));
                throw e;
            }
        } while (goesOn);
        requireUnbroken(wait);
    }

    /** Whether its round goes on: nobody was dead under the lock. */
    private boolean isToWaitOn(final BarrierWait wait) {
        if (!wait.foundDead()) {
            return wait.isGoingOn();
        }
        memory.lock();
        try {
            return wait.isGoingOn() && !memory.breakIfPartyDied(wait.round());
        } finally {
            memory.unlock();
        }
    }

    /** Breaks the barrier, unless the round is over; returns whether it did. */
    private boolean giveUp(final BarrierWait wait, final Reason reason, final String text) {
        memory.lock();
        try {
            final boolean goingOn = wait.isGoingOn();
            if (goingOn) {
                wait.count(memory.parties.waiting(wait.round()));
                memory.breakRound(wait.round(), reason, text);
            }
            return goingOn;
        } finally {
            memory.unlock();
        }
    }

    /** Throws if its round, which is over, has broken. */
    private void requireUnbroken(final BarrierWait wait) throws BrokenSharedBarrierException {
        if (BarrierDescriptor.round(memory.state()) != wait.round() && memory.breaks() == wait.breaksBefore()) {
            return;
        }
        final Breakage breakage;
        memory.lock();
        try {
            breakage = memory.breakageOf(wait.round(), wait.breaksBefore());
        } finally {
            memory.unlock();
        }
        if (breakage != null) {
            throw messages.broken(breakage);
        }
    }

    /** The last one to arrive runs the action, if there is one. */
    private void finishRound(final BarrierWait wait) throws BrokenSharedBarrierException {
        final RemoteRunnable toRun = action;
        if (toRun == null) {
            return;
        }
        try {
            RunningAction.run(segment(), toRun);
        } catch (final RuntimeException | Error e) {
            actionFailed(wait, e);
            throw e;
        } catch (final Throwable e) { // checked, and maybe thrown where the compiler doesn't see it
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            final Breakage breakage = actionFailed(wait, e);
            final BrokenSharedBarrierException broken = messages.broken(breakage);
            broken.initCause(e);
            throw broken;
        }
        memory.lock();
        try {
            if (wait.isGoingOn()) {
                memory.trip(wait.round());
                return;
            }
        } finally {
            memory.unlock();
        }
        requireUnbroken(wait);
    }

    private Breakage actionFailed(final BarrierWait wait, final Throwable failure) {
        final String text = Breakage.text(failure);
        memory.lock();
        try {
            if (wait.isGoingOn()) {
                memory.breakRound(wait.round(), Reason.ACTION_FAILED, text);
            }
        } finally {
            memory.unlock();
        }
        return new Breakage(Reason.ACTION_FAILED, registry.own(), text);
    }

    // ---- looking, and changing it for all

    @Override
    public int parties() {
        return parties;
    }

    @Override
    public int numberWaiting() {
        checkOpen("ask how many wait");
        final long state = memory.state();
        return BarrierDescriptor.isGoingOn(state) ? memory.parties.waiting(BarrierDescriptor.round(state)) : 0;
    }

    @Override
    public boolean isBroken() {
        checkOpen("ask whether it is broken");
        final long seen = memory.state();
        if (phase(seen) == BROKEN) {
            return true;
        }
        if (BarrierDescriptor.isGoingOn(seen) && !memory.isAnybodyDead()) {
            return false;
        }
        memory.lock();
        try {
            final long state = memory.state();
            return phase(state) == BROKEN || memory.breakIfPartyDied(BarrierDescriptor.round(state));
        } finally {
            memory.unlock();
        }
    }

    @Override
    public void reset() {
        memory.lock();
        try {
            checkOpen("reset it");
            memory.reset();
        } finally {
            memory.unlock();
        }
    }

    @Override
    public void abort(final String reason) {
        Objects.requireNonNull(reason, "the reason");
        memory.lock();
        try {
            checkOpen("abort it");
            final long state = memory.state();
            if (phase(state) != BROKEN) {
                memory.breakRound(BarrierDescriptor.round(state), Reason.ABORTED, reason);
            }
        } finally {
            memory.unlock();
        }
    }

    @Override
    protected void onClose() {
        leaveParties();
        super.onClose();
    }

    private void leaveParties() {
        memory.lock();
        try {
            final long state = memory.state();
            // In one that is broken nobody waits, and a reset will forget all.
            if (BarrierDescriptor.isGoingOn(state)) {
                memory.parties.leave(BarrierDescriptor.round(state));
            }
        } finally {
            memory.unlock();
        }
    }

    @Override
    protected Token token() {
        return new BarrierToken(segment().objectId(), policy(), action);
    }

    @Override
    public String toString() {
        return super.toString() + messages.state(memory);
    }

    /** What travels in its place. */
    private record BarrierToken(
            long objectId, WaitPolicy policy, @Nullable RemoteRunnable action) implements Transferable.Token {
        private static final long serialVersionUID = 1L;

        @Override
        public Object arrive(final Arrival arrival) {
            return new BarrierHandle(arrival.attach(objectId, ObjectKind.BARRIER), policy, action);
        }
    }
}
