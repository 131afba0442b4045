package io.tandem.segment.internal;

import io.tandem.os.NativeLibrary;
import io.tandem.os.OperatingSystem;
import io.tandem.segment.OutOfSpaceException;
import java.util.Arrays;
import org.agrona.concurrent.AtomicBuffer;

/**
 * The table of a segment's holders: processes, and channels with undelivered handles in them. Safe for threads and
 * processes; each change is one compare-and-set.
 *
 * <p>Two that add the same holder at the same time may use two words of it; what counts is their sum. A word of a holder that
 * is gone counts for nothing, and may be cleared by anybody: giving back a hold that was cleared so does nothing.
 */
public final class Holders {
    private static final int PROBE_EVERY = 64;
    private static final int MOST_PASSES = 100;

    private final AtomicBuffer header;
    private final DomainState state;
    private int looks;

    Holders(final AtomicBuffer header, final DomainState state) {
        this.header = header;
        this.state = state;
    }

    /** Counts one more hold of a process, such as a child before its spawn. */
    public void hold(final int processNumber) {
        add(false, processNumber);
    }

    /** Counts one less. */
    public void release(final int processNumber) {
        remove(false, processNumber);
    }

    /** Counts one more handle in an undelivered message of a channel. */
    public void holdInTransit(final long channelObjectId) {
        add(true, channelObjectId);
    }

    /** Counts one less. */
    public void releaseInTransit(final long channelObjectId) {
        remove(true, channelObjectId);
    }

    /** Whether handles in a channel's undelivered messages hold it. */
    public boolean isHeldInTransit(final long channelObjectId) {
        for (int slot = 0; slot < SegmentHeaderDescriptor.HOLDER_COUNT; slot++) {
            final long word = header.getLongVolatile(SegmentHeaderDescriptor.holderOffset(slot));
            if (SegmentHeaderDescriptor.isHoldOf(word, true, channelObjectId)) {
                return true;
            }
        }
        return false;
    }

    /** Whether nobody holds it, alive or not. */
    public boolean isVacant() {
        for (int slot = 0; slot < SegmentHeaderDescriptor.HOLDER_COUNT; slot++) {
            if (SegmentHeaderDescriptor.isHold(header.getLongVolatile(SegmentHeaderDescriptor.holderOffset(slot)))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether every live holder can wake sleepers; while not, they sleep in slices of 1 ms. Asked before each sleep, so it
     * reads no more than was ever used: all 256 words would be 0.3 to 0.6 µs.
     */
    public boolean allCanWake() {
        // Whoever can't wake may be dead; that costs a system call to find out, so it isn't asked each time.
        final boolean probe = (looks++ & PROBE_EVERY - 1) == 0;
        for (int slot = 0; slot < SegmentHeaderDescriptor.HOLDER_COUNT; slot++) {
            final long word = header.getLongVolatile(SegmentHeaderDescriptor.holderOffset(slot));
            if (word == 0) {
                return true;
            }
            if (SegmentHeaderDescriptor.isHold(word)
                    && !SegmentHeaderDescriptor.isTransit(word)
                    && !SegmentHeaderDescriptor.canWake(word)) {
                final int id = SegmentHeaderDescriptor.id(word);
                if (probe ? state.registry().isAlive(id) : !state.registry().isKnownDead(id)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Numbers of the processes that hold it, alive or not. */
    public int[] processes() {
        final int[] numbers = new int[SegmentHeaderDescriptor.HOLDER_COUNT];
        int count = 0;
        for (int slot = 0; slot < numbers.length; slot++) {
            final long word = header.getLongVolatile(SegmentHeaderDescriptor.holderOffset(slot));
            if (SegmentHeaderDescriptor.isHold(word) && !SegmentHeaderDescriptor.isTransit(word)) {
                numbers[count++] = SegmentHeaderDescriptor.id(word);
            }
        }
        return Arrays.stream(numbers, 0, count).distinct().toArray();
    }

    /** Marks this process's words: it can wake others from now on. One that has left holds nothing, and takes no new number. */
    void markCanWake() {
        final int own = state.registry().ownIfClaimed();
        if (own == 0) {
            return;
        }
        for (int slot = 0; slot < SegmentHeaderDescriptor.HOLDER_COUNT; slot++) {
            final int offset = SegmentHeaderDescriptor.holderOffset(slot);
            long word = header.getLongVolatile(offset);
            while (SegmentHeaderDescriptor.isHoldOf(word, false, own) && !SegmentHeaderDescriptor.canWake(word)) {
                if (header.compareAndSetLong(offset, word, SegmentHeaderDescriptor.withCanWake(word))) {
                    break;
                }
                word = header.getLongVolatile(offset);
            }
        }
    }

    /**
     * Whether a process that may live, or a channel that exists, holds it. A hold may move to a word that was read already,
     * so that only two passes which find the same tell that there is none.
     */
    boolean isHeld() {
        return isHeldBesides(0);
    }

    /**
     * Whether a process that may live, or a channel that exists, holds it besides one hold of a process.
     *
     * @param processNumber of that process; 0 for none.
     */
    public boolean isHeldBesides(final int processNumber) {
        long[] before = words();
        for (int pass = 0; pass < MOST_PASSES; pass++) {
            long own = 0;
            for (final long word : before) {
                if (SegmentHeaderDescriptor.isHoldOf(word, false, processNumber)) {
                    own += SegmentHeaderDescriptor.count(word);
                } else if (SegmentHeaderDescriptor.isHold(word) && exists(word)) {
                    return true;
                }
            }
            if (own > 1) {
                return true;
            }
            final long[] now = words();
            if (Arrays.equals(before, now)) {
                return false;
            }
            before = now;
        }
        return true; // others are busy with it
    }

    private long[] words() {
        final long[] words = new long[SegmentHeaderDescriptor.HOLDER_COUNT];
        for (int slot = 0; slot < words.length; slot++) {
            words[slot] = header.getLongVolatile(SegmentHeaderDescriptor.holderOffset(slot));
        }
        return words;
    }

    /** Clears the words of the dead, and of channels that are gone. Returns how many. */
    int mend() {
        int mended = 0;
        for (int slot = 0; slot < SegmentHeaderDescriptor.HOLDER_COUNT; slot++) {
            final int offset = SegmentHeaderDescriptor.holderOffset(slot);
            final long word = header.getLongVolatile(offset);
            if (word != 0
                    && word != SegmentHeaderDescriptor.VACATED
                    && (!SegmentHeaderDescriptor.isHold(word) || !exists(word))
                    && header.compareAndSetLong(offset, word, SegmentHeaderDescriptor.VACATED)) {
                mended++;
            }
        }
        return mended;
    }

    private boolean exists(final long word) {
        final int id = SegmentHeaderDescriptor.id(word);
        return SegmentHeaderDescriptor.isTransit(word)
                ? OperatingSystem.current().status(state.object(id)) != null
                : state.registry().isAlive(id);
    }

    private void add(final boolean transit, final long id) {
        if (id < 1 || id > Layouts.MAX_ID) {
            throw new IllegalArgumentException("A holder is 1 to " + Layouts.MAX_ID + ", and this is " + id + ".");
        }
        final boolean canWake = !transit && id == state.registry().own() && NativeLibrary.isReady();
        if (tryAdd(transit, canWake, id) || (mend() > 0 && tryAdd(transit, canWake, id))) {
            return;
        }
        throw new OutOfSpaceException("The object in " + state.directory() + " has "
                + SegmentHeaderDescriptor.HOLDER_COUNT + " holders already, all of them alive: "
                + Arrays.toString(processes())
                + ". Close handles, or end processes that don't need it.");
    }

    private boolean tryAdd(final boolean transit, final boolean canWake, final long id) {
        while (true) {
            int free = -1;
            long vacant = 0;
            boolean lostRace = false;
            for (int slot = 0; slot < SegmentHeaderDescriptor.HOLDER_COUNT; slot++) {
                final int offset = SegmentHeaderDescriptor.holderOffset(slot);
                final long word = header.getLongVolatile(offset);
                if (word == 0 || word == SegmentHeaderDescriptor.VACATED) {
                    if (free < 0) {
                        free = offset;
                        vacant = word;
                    }
                } else if (SegmentHeaderDescriptor.isHoldOf(word, transit, id)) {
                    final long more = canWake ? SegmentHeaderDescriptor.withCanWake(word + 1) : word + 1;
                    if (SegmentHeaderDescriptor.count(more) == 0) {
                        continue; // its count is exhausted: another word for the same holder
                    }
                    if (header.compareAndSetLong(offset, word, more)) {
                        return true;
                    }
                    lostRace = true;
                    break;
                }
            }
            if (!lostRace) {
                if (free < 0) {
                    return false;
                }
                if (header.compareAndSetLong(
                        free, vacant, SegmentHeaderDescriptor.holderWord(transit, canWake, id, 1))) {
                    return true;
                }
            }
        }
    }

    private void remove(final boolean transit, final long id) {
        for (int slot = 0; slot < SegmentHeaderDescriptor.HOLDER_COUNT; slot++) {
            final int offset = SegmentHeaderDescriptor.holderOffset(slot);
            long word = header.getLongVolatile(offset);
            while (SegmentHeaderDescriptor.isHoldOf(word, transit, id)) {
                final long less = SegmentHeaderDescriptor.count(word) == 1 ? SegmentHeaderDescriptor.VACATED : word - 1;
                if (header.compareAndSetLong(offset, word, less)) {
                    return;
                }
                word = header.getLongVolatile(offset);
            }
        }
    }
}
