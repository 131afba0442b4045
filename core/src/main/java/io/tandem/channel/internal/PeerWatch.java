package io.tandem.channel.internal;

import io.tandem.channel.PeerClosedException;
import io.tandem.channel.PeerDiedException;
import io.tandem.channel.RawConnection;
import io.tandem.segment.internal.Words;
import io.tandem.wait.internal.Deaths;
import java.util.concurrent.TimeUnit;

/**
 * What one half of a connection knows of its peer. One load and one comparison while nothing changes; a look at whether its
 * process lives is due when its end word is new, when this JVM saw a process die, and at intervals. Used by one thread at a
 * time.
 *
 * <p>"Not attached yet" is neither closed nor dead. What was found lasts until the end word changes.
 */
final class PeerWatch {
    private static final int MAX_LOOKS_PER_CLOCK = 256;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long CARRIER_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    // No end word has this state.
    private static final long NONE = -1L;

    private final PipeMemory memory;
    private final Words control;
    private final int end;
    private final int endOffset;
    private long fine = NONE;
    private long gone = NONE;
    private long goneResult;
    private int deathsSeen;
    /** Looks between two readings of the clock: few where looks are rare, so that time counts there. */
    private int looksPerClock = 1;

    private int looksLeft;
    private long nextClock;
    private long nextLook;

    /**
     * Watches an end.
     *
     * @param memory of the pipe.
     * @param end    the peer's.
     */
    PeerWatch(final PipeMemory memory, final int end) {
        this.memory = memory;
        this.end = end;
        control = Words.over(memory.control());
        endOffset = PipeDescriptor.endOffset(end);
    }

    /** 0, {@link RawConnection#PEER_CLOSED} or {@link RawConnection#PEER_DIED}. */
    long look() {
        final long word = control.getLongVolatile(endOffset);
        if (word == fine && deathsSeen == Deaths.seen() && --looksLeft > 0) {
            return 0;
        }
        return judge(word, false);
    }

    /** The same, after asking whether the peer's process lives. */
    long lookClosely() {
        return judge(memory.endWord(end), true);
    }

    private long judge(final long word, final boolean close) {
        if (word == gone) {
            return goneResult;
        }
        final int state = EndWord.state(word);
        if (state == EndWord.CLOSED) {
            return isGone(word, RawConnection.PEER_CLOSED);
        }
        final long now = System.nanoTime();
        paceClock(now);
        final int deathsNow = Deaths.seen();
        if (state != EndWord.FREE
                && (close || word != fine || deathsNow != deathsSeen || now - nextLook >= 0)
                && isDead(word, now)) {
            final long byNow = memory.endWord(end);
            if (byNow != word) {
                return judge(byNow, close); // it closed its end, or handed it over, before it ended
            }
            Deaths.tell(); // so that the other half of the connection looks at once, too
            return isGone(word, RawConnection.PEER_DIED);
        }
        deathsSeen = deathsNow;
        fine = word;
        return 0;
    }

    private void paceClock(final long now) {
        if (looksLeft <= 0) {
            looksPerClock = now - nextClock >= 0 ? 1 : Math.min(looksPerClock * 2, MAX_LOOKS_PER_CLOCK);
            looksLeft = looksPerClock;
            nextClock = now + LOOK_NANOS;
        }
    }

    private boolean isDead(final long word, final long now) {
        if (EndWord.state(word) == EndWord.IN_CHANNEL) {
            if (word == fine && now - nextLook < 0) {
                return false; // opening the carrier is dear
            }
            nextLook = now + CARRIER_LOOK_NANOS;
            return Ends.isDead(memory, word);
        }
        nextLook = now + LOOK_NANOS;
        return !memory.owner(end).isAlive(EndWord.owner(word));
    }

    private long isGone(final long word, final long result) {
        memory.owner(end).forget();
        fine = NONE;
        gone = word;
        goneResult = result;
        return result;
    }

    /** What a typed call throws when nothing will ever come, or be received, again. */
    RuntimeException exception(final long result, final String asked) {
        final String peer = memory.describe(end);
        if (result == RawConnection.PEER_CLOSED) {
            return new PeerClosedException("Could not " + asked + ": " + Ends.lower(peer) + " was closed by "
                    + memory.registry().describe(EndWord.owner(gone))
                    + ". Close this end too, or attach the other one again.");
        }
        return new PeerDiedException("Could not " + asked + ": " + Ends.lower(peer) + " died with "
                + Ends.describeOwner(memory, gone)
                + ". Close this end, or attach the other one in another process; what is in the pipe is still there.");
    }
}
