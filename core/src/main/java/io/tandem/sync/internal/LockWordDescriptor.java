package io.tandem.sync.internal;

import io.tandem.segment.internal.Layouts;

/**
 * Layout of the word of a {@link RobustLock}: 64 bits, at a multiple of 8, in the machine's byte order.
 *
 * <pre>
 *   63  62 61                     32 31                           1   0
 *  +------+-------------------------+------------------------------+---+
 *  | zero | process number (30)     | thread token (31)            | W |
 *  +------+-------------------------+------------------------------+---+
 *                                   |&lt;-- the half that sleepers watch --&gt;|
 * </pre>
 *
 * <p>All zero is free. The whole word changes by one atomic instruction, so there is no instant at which a held lock has no
 * known owner. Who may write what, and what a death leaves:
 * <ul>
 *   <li>free to owner: anyone who wants it, CAS. Dead before: nothing. Dead after: a held lock whose owner is known dead.
 *   <li>dead owner to new owner: anyone who has proof of the death, CAS from exactly the word that names the dead. Of two,
 *       one wins. Dead after: as above, with the next name in it.
 *   <li>W set: whoever is about to sleep, CAS on a held word. Dead after: one needless wake.
 *   <li>owner to free: the owner alone, exchange; if W was set, it wakes one sleeper then. Dead between: the sleepers look
 *       again when their slice ends.
 * </ul>
 * A new owner that has slept sets W again, since others may sleep still.
 */
final class LockWordDescriptor {
    static final int LAYOUT_VERSION = 1;
    static final int LENGTH = Long.BYTES;

    static final long FREE = 0;
    static final long WAITERS = 1;

    static final int MAX_PROCESS = Layouts.MAX_ID;
    private static final int PROCESS_SHIFT = Integer.SIZE;
    private static final int TOKEN_SHIFT = 1;
    private static final long TOKENS = (1L << 31) - 1;

    private LockWordDescriptor() {}

    /** The word of a lock that a thread holds. */
    static long held(final int process, final long token) {
        return (long) process << PROCESS_SHIFT | token << TOKEN_SHIFT;
    }

    static int process(final long word) {
        return (int) (word >>> PROCESS_SHIFT);
    }

    static long token(final long word) {
        return word >>> TOKEN_SHIFT & TOKENS;
    }

    /** The half that sleepers watch. */
    static int watched(final long word) {
        return (int) word;
    }

    /** The token of a thread: its id, which no other thread of its JVM has; 31 bits of it, and never 0. */
    static long tokenOf(final Thread thread) {
        return (thread.getId() - 1) % TOKENS + 1;
    }

    /** Whether some process could have written this word. */
    static boolean isValid(final long word) {
        return word == FREE || process(word) > 0 && process(word) <= MAX_PROCESS && token(word) > 0;
    }
}
