package io.tandem.channel.internal.queue;

import io.tandem.channel.LostItemsException;
import io.tandem.wait.WaitPolicy;
import io.tandem.wait.internal.EventSource;
import io.tandem.wait.internal.EventWord;
import io.tandem.wait.internal.Waiting;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Waiting until everything that was put has been taken and marked done; items that died with their takers are told. */
final class Joining implements EventSource, Waiting.Condition {
    private final QueueCore core;
    private final WaitPolicy policy;
    /** Items lost before this handle was made, or told by it. */
    private final AtomicLong told;

    Joining(final QueueCore core, final WaitPolicy policy) {
        this.core = core;
        this.policy = policy;
        told = new AtomicLong(core.users.lost());
    }

    /**
     * Waits.
     *
     * @param nanos    at most.
     * @param dropRest drops what a {@code shutdownNow()} left whose caller died.
     */
    boolean await(final long nanos, final Runnable dropRest) throws InterruptedException {
        final long start = System.nanoTime();
        while (true) {
            if (!Waiting.await(policy, this, this, Waiting.remaining(nanos, start))) {
                return false;
            }
            if (isRestLeft()) {
                dropRest.run();
            }
            tellLost(core.reader.settleTheDead(Waiting.remaining(nanos, start)));
            if (isDone()) {
                return true;
            }
            if (Waiting.remaining(nanos, start) == 0) {
                return false;
            }
        }
    }

    private void tellLost(final List<String> details) {
        final long lost = core.users.lost();
        final long before = told.getAndAccumulate(lost, Math::max);
        if (lost > before) {
            throw new LostItemsException(
                    "While " + core.memory.describeWithin() + " was joined, " + (lost - before)
                            + (lost - before == 1 ? " item was" : " items were")
                            + " found lost: taken, and not marked done, by processes that died ("
                            + (details.isEmpty() ? "as another process has found out" : String.join("; ", details))
                            + "). Put again what has no result, and join again.",
                    lost - before);
        }
    }

    private boolean isRestLeft() {
        return core.memory.state() == QueueDescriptor.SHUT_DOWN_NOW && core.reader.mayHaveItem();
    }

    private boolean isDone() {
        core.mendCounts();
        final long finished = core.users.finished();
        return finished >= core.memory.control.getLongVolatile(QueueDescriptor.PUT_NUMBER_OFFSET);
    }

    @Override
    public boolean holds(final boolean slow) {
        core.checkOpen("join");
        return isDone() || core.users.lost() > told.get() || slow && (core.users.anyDead() || isRestLeft());
    }

    @Override
    public EventWord event() {
        return core.memory.done;
    }

    @Override
    public boolean signallersCanWake() {
        return core.memory.segment.holders().allCanWake();
    }

    @Override
    public boolean isReady() {
        return holds(false);
    }
}
