package io.tandem.sync.internal.barrier;

import static io.tandem.sync.internal.barrier.BarrierDescriptor.BREAKS_OFFSET;
import static io.tandem.sync.internal.barrier.BarrierDescriptor.BROKEN;
import static io.tandem.sync.internal.barrier.BarrierDescriptor.IN_ACTION;
import static io.tandem.sync.internal.barrier.BarrierDescriptor.IN_RESET;
import static io.tandem.sync.internal.barrier.BarrierDescriptor.OPEN;
import static io.tandem.sync.internal.barrier.BarrierDescriptor.STATE_OFFSET;

import io.tandem.segment.internal.Layouts;
import io.tandem.segment.internal.Words;
import io.tandem.sync.BrokenSharedBarrierException.Reason;
import io.tandem.sync.internal.RobustLock;
import io.tandem.wait.internal.EventWord;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.AtomicBuffer;
import org.jspecify.annotations.Nullable;

/** A barrier's state as one handle sees it, and the few ways in which it changes. */
final class BarrierMemory {
    private static final byte[] NO_TEXT = {};

    private final AtomicBuffer buffer;
    private final Words words;
    private final RobustLock lock;
    private final EventWord event;
    private final int process;
    final BarrierParties parties;

    /** The state was changed since the lock was taken. Under the lock. */
    private boolean changed;

    BarrierMemory(
            final AtomicBuffer buffer,
            final Words words,
            final RobustLock lock,
            final EventWord event,
            final BarrierParties parties,
            final int process) {
        this.buffer = buffer;
        this.words = words;
        this.lock = lock;
        this.event = event;
        this.parties = parties;
        this.process = process;
    }

    long state() {
        return words.getLongVolatile(STATE_OFFSET);
    }

    /** How many rounds broke so far. Read it behind the state. */
    long breaks() {
        return words.getLongVolatile(BREAKS_OFFSET);
    }

    /** Takes the lock, and completes what a dead owner has begun. */
    void lock() {
        final boolean afterDeath = lock.lock() != RobustLock.ACQUIRED;
        final long state = state();
        if (!afterDeath && BarrierDescriptor.phase(state) != IN_RESET) {
            return;
        }
        final long round = BarrierDescriptor.round(state);
        if (BarrierDescriptor.phase(state) == IN_RESET) {
            finishReset(round);
        } else if (BarrierDescriptor.isGoingOn(state) && isNewestRecordOf(round)) {
            enter(round, BROKEN);
        }
        changed = true; // it may have died before its signal
    }

    /**
     * Whether a process has died that is a party, or that was changing this: a close look, with system calls. Take the lock
     * then, and look again.
     */
    boolean isAnybodyDead() {
        return lock.isOwnerDead() || parties.isAnyDead();
    }

    /** Lets go of the lock, and wakes those who wait if anything has changed for them. */
    void unlock() {
        final boolean signal = changed;
        changed = false;
        lock.unlock();
        if (signal) {
            event.signal();
        }
    }

    // ---- under the lock

    /** Ends a round well. */
    void trip(final long round) {
        enter(round + 1, OPEN);
    }

    void startAction(final long round) {
        enter(round, IN_ACTION);
    }

    void breakRound(final long round, final Reason reason, final int who, final String text) {
        final long breaks = breaks();
        final int offset = BarrierDescriptor.recordOffset(breaks);
        final byte[] bytes = encoded(text);
        buffer.putLong(offset + BarrierDescriptor.RECORD_ROUND, round);
        buffer.putInt(offset + BarrierDescriptor.RECORD_PROCESS, who);
        buffer.putInt(offset + BarrierDescriptor.RECORD_REASON, Breakage.code(reason));
        buffer.putInt(offset + BarrierDescriptor.RECORD_TEXT_LENGTH, bytes.length);
        buffer.putBytes(offset + BarrierDescriptor.RECORD_TEXT, bytes);
        words.putLongRelease(BREAKS_OFFSET, breaks + 1);
        enter(round, BROKEN);
    }

    // A round that can't be told why must break all the same.
    private static byte[] encoded(final String text) {
        try {
            return Layouts.utf8(text, BarrierDescriptor.MAX_TEXT);
        } catch (final RuntimeException | Error e) {
            return NO_TEXT;
        }
    }

    /** The same, by this process's doing. */
    void breakRound(final long round, final Reason reason, final String text) {
        breakRound(round, reason, process, text);
    }

    /** Breaks it if a party is dead; returns whether it did. */
    boolean breakIfPartyDied(final long round) {
        final int dead = parties.firstDead();
        if (dead != 0) {
            breakRound(round, Reason.DIED, dead, "");
        }
        return dead != 0;
    }

    void reset() {
        final long state = state();
        final long round = BarrierDescriptor.round(state);
        if (BarrierDescriptor.isGoingOn(state) && parties.waiting(round) > 0) {
            breakRound(round, Reason.RESET, "");
        }
        enter(round, IN_RESET);
        finishReset(round);
    }

    private void finishReset(final long round) {
        parties.clear();
        enter(round + 1, OPEN);
    }

    private void enter(final long round, final int phase) {
        words.putLongRelease(STATE_OFFSET, BarrierDescriptor.state(round, phase));
        changed = true;
    }

    private boolean isNewestRecordOf(final long round) {
        final long breaks = breaks();
        return breaks > 0 && roundOf(breaks - 1) == round;
    }

    private long roundOf(final long broken) {
        return words.getLongVolatile(BarrierDescriptor.recordOffset(broken) + BarrierDescriptor.RECORD_ROUND);
    }

    /** How a round broke, or null if it didn't, given how many had broken when it was seen to go on. */
    @Nullable
    Breakage breakageOf(final long round, final long breaksBefore) {
        final long breaks = breaks();
        final long first = Math.max(breaksBefore, breaks - BarrierDescriptor.READABLE_RECORDS);
        for (long broken = breaks - 1; broken >= first; broken--) {
            if (roundOf(broken) == round) {
                return record(BarrierDescriptor.recordOffset(broken));
            }
        }
        return first == breaksBefore ? null : Breakage.UNKNOWN;
    }

    /** How the round broke that is broken at present. */
    Breakage newestBreakage() {
        final long breaks = breaks();
        return breaks == 0 ? Breakage.UNKNOWN : record(BarrierDescriptor.recordOffset(breaks - 1));
    }

    private Breakage record(final int offset) {
        final int length = Math.max(
                0, Math.min(BarrierDescriptor.MAX_TEXT, buffer.getInt(offset + BarrierDescriptor.RECORD_TEXT_LENGTH)));
        final byte[] text = new byte[length];
        buffer.getBytes(offset + BarrierDescriptor.RECORD_TEXT, text);
        return new Breakage(
                Breakage.reason(buffer.getInt(offset + BarrierDescriptor.RECORD_REASON)),
                buffer.getInt(offset + BarrierDescriptor.RECORD_PROCESS),
                new String(text, StandardCharsets.UTF_8));
    }
}
