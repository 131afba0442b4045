package io.tandem.channel.internal.queue;

import io.tandem.segment.internal.Words;
import io.tandem.sync.internal.RobustLock;
import java.util.concurrent.TimeUnit;

/**
 * Keeps those back for a moment that would be quicker, when a thread has waited for long at one side of a queue: a thread that runs
 * takes free room, or an item, before one that has to wake up first, and could do so for ever.
 *
 * <p>The turn is a hint in one shared word, and nothing but the pace depends on it: who has waited for a millisecond takes it if
 * nobody has it; others that may block leave the next room or item to it; it gives it back when it goes. One that is stopped or
 * dies loses it: whoever sees the same turn twice, a slice apart, though there was something to have, takes it away.
 *
 * <p>For one thread at a time; the word for all.
 */
final class Turn {
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long NOBODY = 0;

    private final Words control;
    private final int offset;
    private final RobustLock lock;
    private long mine;
    private long since;
    private long seen;

    /** A turn at the side that a lock guards; its owner word also says whose turn it is. */
    Turn(final Words control, final int offset, final RobustLock lock) {
        this.control = control;
        this.offset = offset;
        this.lock = lock;
    }

    /** Whether a thread that may wait should let another one go first. */
    boolean isAnothers() {
        final long turn = control.getLongVolatile(offset);
        return turn != NOBODY && turn != lock.mine();
    }

    /** This thread begins to wait. */
    void begin(final long now) {
        mine = lock.mine();
        since = now;
        seen = NOBODY;
    }

    /**
     * Whether this thread, which waits, may go on.
     *
     * @param possible whether there is something to have.
     * @param slow     once per slice.
     */
    boolean mayGo(final boolean possible, final boolean slow) {
        final long turn = control.getLongVolatile(offset);
        if (turn == NOBODY) {
            if (!possible && System.nanoTime() - since > PATIENCE_NANOS) {
                control.compareAndSetLong(offset, NOBODY, mine);
            }
            return possible;
        }
        if (turn == mine || !possible) {
            return possible;
        }
        if (slow) {
            if (turn == seen) {
                control.compareAndSetLong(offset, turn, NOBODY);
                return true;
            }
            seen = turn;
        }
        return false;
    }

    /** This thread goes; returns whether it was its turn, so that the others should look again. */
    boolean end() {
        return control.getLongVolatile(offset) == mine && control.compareAndSetLong(offset, mine, NOBODY);
    }
}
