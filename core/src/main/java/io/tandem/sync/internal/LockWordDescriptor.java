package io.tandem.sync.internal;

import io.tandem.segment.internal.Layouts;
import io.tandem.wait.internal.EventWord;

/**
 * Layout of a {@link RobustLock}: two words at a multiple of 8, little-endian.
 *
 * <pre>
 *    0  +----------------------------------------------------------------+
 *       | owner: process number (32), thread token (32)                  |  8
 *    8  +----------------------------------------------------------------+
 *       | released: an {@link EventWord} that sleepers watch                |  4
 *   12  +----------------------------------------------------------------+
 *       | zero                                                           |  4
 *       +----------------------------------------------------------------+
 * </pre>
 *
 * <p>An owner of all zero is free. The owner changes by one store of the whole word, so there is no instant at which a held lock has no
 * known owner. Who may write what, and what a death leaves:
 * <ul>
 *   <li>free to owner: anyone who wants it, CAS. Dead before: nothing. Dead after: a held lock whose owner is known dead.
 *   <li>dead owner to new owner: anyone who has proof of the death, CAS from exactly the word that names the dead. Of two,
 *       one wins. Dead after: as above, with the next name in it.
 *   <li>owner to free: the owner alone, by a plain release store, since nobody else may write to a word that names the
 *       living. Then it signals one sleeper. Dead between: the sleepers look again when their slice ends.
 *   <li>owner to dead owner: the owner alone, which took the lock over from that one and hasn't mended what it left, by a plain release store.
 *       Then it wakes all sleepers. Dead between: the sleepers look again when their slice ends.
 *   <li>released: armed by whoever is about to sleep, and again by one that was woken and takes the lock, or gives up, since the
 *       signal has disarmed it for the others that sleep. Dead before that: they look again when their slice ends.
 * </ul>
 */
final class LockWordDescriptor {
    static final int OWNER_OFFSET = 0;
    static final int RELEASED_OFFSET = 8;
    static final int LENGTH = 16;

    static final long FREE = 0;

    static final int MAX_PROCESS = Layouts.MAX_ID;
    private static final int PROCESS_SHIFT = Integer.SIZE;

    private LockWordDescriptor() {}

    /** The word of a lock that a thread holds. */
    static long held(final int process, final long token) {
        return (long) process << PROCESS_SHIFT | token;
    }

    static int process(final long word) {
        return (int) (word >>> PROCESS_SHIFT);
    }

    static long token(final long word) {
        return word & ThreadToken.MAX;
    }

    /** Whether some process could have written this word. */
    static boolean isValid(final long word) {
        return word == FREE || process(word) > 0 && process(word) <= MAX_PROCESS && (int) word > 0;
    }
}
