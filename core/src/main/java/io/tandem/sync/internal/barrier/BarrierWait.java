package io.tandem.sync.internal.barrier;

import io.tandem.wait.internal.Waiting;

/** One thread's wait: for its round to end, or for the action of the round before, which keeps it from arriving. */
final class BarrierWait implements Waiting.Condition {
    private final BarrierHandle barrier;
    private final BarrierMemory memory;
    private long round;
    private long breaksBefore;
    private boolean arrived;
    private int missing;
    private int counted;
    private boolean foundDead;

    BarrierWait(final BarrierHandle barrier, final BarrierMemory memory) {
        this.barrier = barrier;
        this.memory = memory;
    }

    /** Sees a round that goes on. Under the lock. */
    void see(final long newRound) {
        round = newRound;
        breaksBefore = memory.breaks();
    }

    /** Has arrived in it. */
    void arrive(final int stillMissing) {
        arrived = true;
        missing = stillMissing;
    }

    boolean hasArrived() {
        return arrived;
    }

    long round() {
        return round;
    }

    long breaksBefore() {
        return breaksBefore;
    }

    int missing() {
        return missing;
    }

    /** Notes how many had arrived when this thread gave up, itself among them. */
    void count(final int arrivedSoFar) {
        counted = arrivedSoFar;
    }

    int counted() {
        return counted;
    }

    /** Whether the last wait ended because somebody seemed dead. */
    boolean foundDead() {
        return foundDead;
    }

    /** Whether its round goes on. */
    boolean isGoingOn() {
        final long state = memory.state();
        return BarrierDescriptor.isGoingOn(state) && BarrierDescriptor.round(state) == round;
    }

    @Override
    public boolean holds(final boolean slow) {
        barrier.checkOpenToWait();
        foundDead = false;
        if (!isGoingOn()) {
            return true;
        }
        foundDead = slow && memory.isAnybodyDead();
        return foundDead;
    }
}
