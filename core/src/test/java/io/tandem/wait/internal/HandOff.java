package io.tandem.wait.internal;

import io.tandem.wait.WaitPolicy;
import java.util.SplittableRandom;
import org.agrona.concurrent.AtomicBuffer;

/**
 * One side of a ping-pong in a shared page: each side has a sequence, its turn published by a release store, and an event
 * word that its partner sleeps on.
 */
final class HandOff implements EventSource, Waiting.Condition {
    static final int FIRST = 0;
    static final int SECOND = 512;
    private static final int WORD = 128;
    private static final long END = Long.MAX_VALUE;

    private final AtomicBuffer buffer;
    private final int own;
    private final int other;
    private final EventWord ownEvent;
    private final EventWord otherEvent;
    private final SplittableRandom random;
    private long expected;
    private int blackhole;

    HandOff(final AtomicBuffer buffer, final boolean first, final boolean shared, final long seed) {
        this.buffer = buffer;
        own = first ? FIRST : SECOND;
        other = first ? SECOND : FIRST;
        ownEvent = new EventWord(buffer, own + WORD, buffer.addressOffset() + own + WORD, shared);
        otherEvent = new EventWord(buffer, other + WORD, buffer.addressOffset() + other + WORD, shared);
        random = new SplittableRandom(seed);
    }

    /** Serves so many times, or as often as the time suffices; returns how often. */
    long serve(final WaitPolicy policy, final long rounds, final long limitNanos) throws InterruptedException {
        final long start = System.nanoTime();
        long round = 0;
        while (round < rounds && System.nanoTime() - start < limitNanos) {
            round++;
            publish(round);
            await(policy, round);
        }
        publish(END);
        return round;
    }

    /** Returns every serve; returns how many there were. */
    long answer(final WaitPolicy policy) throws InterruptedException {
        for (long round = 1; ; round++) {
            await(policy, round);
            if (buffer.getLongAcquire(other) == END) {
                return round - 1;
            }
            publish(round);
        }
    }

    private void await(final WaitPolicy policy, final long round) throws InterruptedException {
        expected = round;
        if (!Waiting.await(policy, this, this, Waiting.FOREVER)) {
            throw new AssertionError("A wait without a limit ended.");
        }
    }

    // A random moment's pause moves the publication across the partner's arming, looking and falling asleep.
    private void publish(final long value) {
        for (int i = random.nextInt(400); i > 0; i--) {
            blackhole += i;
        }
        buffer.putLongRelease(own, value);
        ownEvent.signal();
    }

    @Override
    public boolean holds(final boolean slow) {
        return buffer.getLongAcquire(other) >= expected;
    }

    @Override
    public EventWord event() {
        return otherEvent;
    }

    @Override
    public boolean signallersCanWake() {
        return true;
    }

    @Override
    public boolean isReady() {
        return holds(false) || blackhole == 1;
    }
}
