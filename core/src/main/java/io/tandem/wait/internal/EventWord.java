package io.tandem.wait.internal;

import io.tandem.os.AsymmetricFence;
import io.tandem.segment.internal.Words;
import org.agrona.concurrent.AtomicBuffer;

/**
 * An eventcount in one 32-bit word: bit 0 says that somebody may sleep, the rest counts signals.
 *
 * <pre>
 *   31                                   1   0
 *  +--------------------------------------+---+
 *  | signals that found a sleeper         | S |   S: sleepers set it, signallers clear it; CAS only
 *  +--------------------------------------+---+
 * </pre>
 *
 * <p>A sleeper arms (sets bit 0), looks at its condition again, and sleeps while the word is as armed. A signaller, after
 * it has published, fences, and only if bit 0 is set moves the count, clears the bit and wakes everybody.
 *
 * <p><b>Why no wake-up is lost.</b> The signaller stores its data (1), fences (2), loads the word (3); the sleeper reads or
 * writes the armed word (4), fences (5), loads the data (6). The two fences have an order: an {@link AsymmetricFence}, light
 * at (2), since a full one there would wait for every store before it, and heavy at (5), where somebody goes to sleep anyway.
 * If (2) is first, (6) sees the data, and there is no sleep. If (5) is first, (3) sees the armed word or a later one. Armed:
 * its CAS changes the word, so that the kernel, which compares under the lock that the waker takes too, either refuses the sleep or ends it.
 * Later and unarmed: another signaller's CAS did that after (4). A CAS that fails lost against just such a signaller,
 * since nothing else changes an armed word; so one attempt is enough. Both fences are needed: release and acquire let (3)
 * pass (1), and on aarch64 even (6) pass the store half of the CAS in (4).
 *
 * <p><b>Deaths.</b> A sleeper that dies leaves bit 0 set: one needless wake. A signaller that dies between its CAS and its
 * wake, or before its CAS, leaves sleepers who look again when their slice ends.
 */
public final class EventWord {
    /** Bytes of the word, which stands at a multiple of as many. */
    public static final int LENGTH = Integer.BYTES;

    private static final int SLEEPERS = 1;
    private static final int ONE_SIGNAL = 2;

    private final Words words;
    private final int index;
    private final Waker waker;
    private final WaitSite site = new WaitSite();

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
        if ((value & SLEEPERS) != 0) {
            wake(value, Integer.MAX_VALUE);
        }
    }

    /**
     * Wakes one sleeper, if there may be any. The others are not announced any more then: whoever is woken, and finds that
     * others may wait for the same, arms again; so does one that gives up, and then looks at the condition once more.
     */
    public void signalOne() {
        AsymmetricFence.light();
        final int value = words.getIntVolatile(index);
        if ((value & SLEEPERS) != 0) {
            wake(value, 1);
        }
    }

    /**
     * Announces a sleeper. A heavy {@link AsymmetricFence} belongs behind it, one for all words that are armed together; then
     * look at the condition, then sleep. Returns the value to sleep on.
     */
    public int arm() {
        int value = words.getIntVolatile(index);
        while ((value & SLEEPERS) == 0 && !words.compareAndSetInt(index, value, value | SLEEPERS)) {
            value = words.getIntVolatile(index);
        }
        return value | SLEEPERS;
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

    private void wake(final int value, final int sleepers) {
        if (words.compareAndSetInt(index, value, (value & ~SLEEPERS) + ONE_SIGNAL)) {
            waker.wake(sleepers);
        }
    }
}
