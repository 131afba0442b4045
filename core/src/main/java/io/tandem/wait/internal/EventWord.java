package io.tandem.wait.internal;

import org.agrona.concurrent.AtomicBuffer;

/**
 * An eventcount in one 32-bit word: bit 0 says that somebody may sleep, the rest counts signals.
 *
 * <p>A sleeper arms (sets bit 0), looks at its condition again, and sleeps while the word is as armed. A signaller, after
 * it has published, fences, and only if bit 0 is set moves the count, clears the bit and wakes everybody. A sleeper that
 * dies leaves bit 0 set: one needless wake, nothing more.
 */
public final class EventWord {
    /**
     * A word inside a segment, or in memory of this process alone.
     *
     * @param buffer  that holds it.
     * @param index   of it in the buffer.
     * @param address of it, for the futex.
     * @param shared  whether other processes sleep on it.
     */
    public EventWord(final AtomicBuffer buffer, final int index, final long address, final boolean shared) {
        throw new UnsupportedOperationException();
    }

    /** Wakes whoever sleeps. No system call when nobody does. */
    public void signal() {
        throw new UnsupportedOperationException();
    }

    /** Announces a sleeper. Returns the value to sleep on. */
    public int arm() {
        throw new UnsupportedOperationException();
    }
}
