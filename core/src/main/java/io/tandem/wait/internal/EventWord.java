package io.tandem.wait.internal;

import io.tandem.os.AsymmetricFence;
import io.tandem.segment.internal.Words;
import java.lang.invoke.VarHandle;
import org.agrona.concurrent.AtomicBuffer;

/**
 * An eventcount in one 32-bit word: bit 0 says that somebody may sleep, bits 1 and 2 who pays for the fence, the rest counts
 * signals.
 *
 * <pre>
 *   31                           3   2   1   0
 *  +------------------------------+---+---+---+   S: sleepers set it, signallers clear it
 *  | signals that found a sleeper | A | F | S |   F: signallers make a full fence; set with S
 *  +------------------------------+---+---+---+   A: all signallers see F; all changes are CAS
 * </pre>
 *
 * <p>A sleeper arms (sets bit 0), looks at its condition again, and sleeps while the word is as armed. A signaller, after
 * it has published, fences, and only if bit 0 is set moves the count, clears the bit and wakes everybody.
 *
 * <p><b>Why no wake-up is lost.</b> The signaller stores its data (1), fences (2), loads the word (3); the sleeper reads or
 * writes the armed word (4), fences (5), loads the data (6). The two fences have an order. If (2) is first, (6) sees the data,
 * and there is no sleep. If (5) is first, (3) sees the armed word or a later one. Armed: its CAS changes the word, so that
 * the kernel, which compares under the lock that the waker takes too, either refuses the sleep or ends it. Later and
 * unarmed: another signaller's CAS did that after (4). Both fences are needed: release and acquire let (3) pass (1), and on
 * aarch64 even (6) pass the store half of the CAS in (4).
 *
 * <p><b>Who pays.</b> Where nobody has slept lately, F isn't set, and the fence is an {@link AsymmetricFence}: light at (2), since
 * a full one there would wait for every store before it, and heavy at (5), which takes microseconds. The heavy one makes
 * every later load (3) see F. Its sleeper says so with A, if the word is as it armed it; from then on (5) is an ordinary full fence,
 * too: a signaller that sees F fences and loads the word again, and one that doesn't has loaded it before that heavy
 * fence, so that its data is seen by whoever has seen A. F stays set until A may be set, and both until a signaller that
 * has found nobody asleep for long clears them together, which only the absence of S allows; who has armed for an A of
 * its own therefore finds another count, and sets none.
 *
 * <p><b>Deaths.</b> A sleeper that dies leaves bit 0 set: one needless wake; or F without A: the next one fences heavily. A
 * signaller that dies between its CAS and its wake, or before its CAS, leaves sleepers who look again when their slice ends.
 */
public final class EventWord {
    /** Bytes of the word, which stands at a multiple of as many. */
    public static final int LENGTH = Integer.BYTES;

    private static final int SLEEPERS = 1;
    private static final int FENCE = 2;
    private static final int ALL_FENCE = 4;
    private static final int ONE_SIGNAL = 8;

    /** So many fences of signallers cost about as much as a heavy one of a sleeper. */
    static final int QUIET_SIGNALS = 1024;

    private final Words words;
    private final int index;
    private final Waker waker;
    private final WaitSite site = new WaitSite();
    /** Signals that fenced in vain, about: threads overwrite each other's counts. */
    private int quiet;

    /**
     * A word inside a segment, or in memory of this process alone.
     *
     * @param buffer  that holds it.
     * @param index   of it in the buffer.
     * @param address of it, for the futex.
     * @param shared  whether other processes sleep on it.
     */
    public EventWord(final AtomicBuffer buffer, final int index, final long address, final boolean shared) {
        words = Words.over(buffer);
        this.index = index;
        this.waker = new Waker(buffer, address, shared);
    }

    /** Wakes whoever sleeps; call it behind the store that makes a condition true. No system call when nobody sleeps. */
    public void signal() {
        AsymmetricFence.light();
        final int value = words.getIntVolatile(index);
        if ((value & (FENCE | SLEEPERS)) != 0) {
            fenceAndWake(value, Integer.MAX_VALUE);
        }
    }

    /**
     * Wakes one sleeper, if there may be any. The others are not announced any more then: whoever is woken, and finds that
     * others may wait for the same, arms again; so does one that gives up, and then looks at the condition once more.
     */
    public void signalOne() {
        AsymmetricFence.light();
        final int value = words.getIntVolatile(index);
        if ((value & (FENCE | SLEEPERS)) != 0) {
            fenceAndWake(value, 1);
        }
    }

    /**
     * Wakes one sleeper, if there may be any, and leaves the others announced: for signallers that exclude each other by a
     * lock, and so can't miss what was announced in between. Who was woken has nothing to pass on.
     */
    public void signalOneOfMany() {
        AsymmetricFence.light();
        final int value = words.getIntVolatile(index);
        if ((value & (FENCE | SLEEPERS)) != 0 && fenceAndWake(value, 1) > 0) {
            arm();
        }
    }

    /**
     * Announces a sleeper. A fence belongs behind it, one for all words that are armed together, as {@link ArmedWords}
     * makes it; then look at the condition, then sleep. Returns the value to sleep on.
     */
    public int arm() {
        int value = words.getIntVolatile(index);
        while ((value & SLEEPERS) == 0 && !words.compareAndSetInt(index, value, value | FENCE | SLEEPERS)) {
            value = words.getIntVolatile(index);
        }
        return value | FENCE | SLEEPERS;
    }

    /** The same with a fence of its own. */
    public void armAndFence() {
        final int value = arm();
        if (allFence(value)) {
            fence();
        } else if (AsymmetricFence.heavy()) {
            heavilyFenced(value);
        }
    }

    /** Makes all that sleep look again: the count moves, and who sleeps is announced still. */
    public void disturb() {
        int value = words.getIntVolatile(index);
        while (!words.compareAndSetInt(index, value, value + ONE_SIGNAL)) {
            value = words.getIntVolatile(index);
        }
        waker.wake(Integer.MAX_VALUE);
    }

    /** Whether an ordinary fence is enough for a sleeper that has armed with this value. */
    static boolean allFence(final int armed) {
        return (armed & ALL_FENCE) != 0;
    }

    /** The ordinary fence. */
    static void fence() {
        VarHandle.fullFence();
    }

    /**
     * Tells the next sleepers that all signallers fence, since a heavy fence stood behind this arming.
     *
     * @param armed what {@link #arm} returned.
     * @return the value to sleep on.
     */
    int heavilyFenced(final int armed) {
        return words.compareAndSetInt(index, armed, armed | ALL_FENCE) ? armed | ALL_FENCE : armed;
    }

    /** {@return its address, for the futex} */
    public long address() {
        return waker.address();
    }

    /** {@return whether other processes sleep on it} */
    public boolean isShared() {
        return waker.isShared();
    }

    /** {@return what waiting at this word has taught so far} */
    WaitSite site() {
        return site;
    }

    private int fenceAndWake(final int seen, final int sleepers) {
        int value = seen;
        if ((value & SLEEPERS) == 0) {
            fence();
            value = words.getIntVolatile(index);
        }
        // Another signaller's CAS does this one's work; another sleeper's, or a disturbance, doesn't.
        while ((value & SLEEPERS) != 0) {
            if (words.compareAndSetInt(index, value, (value & ~SLEEPERS) + ONE_SIGNAL)) {
                quiet = 0;
                return waker.wake(sleepers);
            }
            fence(); // one that failed is none on aarch64, and whoever arms now may have fenced lightly
            value = words.getIntVolatile(index);
        }
        if (++quiet >= QUIET_SIGNALS) {
            quiet = 0;
            words.compareAndSetInt(index, value, value & ~(FENCE | ALL_FENCE));
        }
        return 0;
    }
}
