package io.tandem.sync.internal.lock;

import io.tandem.segment.internal.Layouts;
import io.tandem.sync.internal.RobustLock;

/**
 * The body of a lock's segment: a word, its owner's line, and a table of conditions.
 *
 * <pre>
 *      0  +--------------------------------------+
 *         | body version                         |  4   creator, once, before anyone can see it
 *    128  +--------------------------------------+
 *         | lock                                 | 16   {@link RobustLock}
 *         | further holds: count less 1          |  4   owner
 *         | name sequence: odd while written     |  4   owner
 *         | whose name it is: an owner's word, or 0 | 8   owner
 *         | met since: milliseconds, or 0        |  8   waiters from 0, CAS; owner to 0
 *         | length of the name                   |  4   owner
 *         | zero                                 |  4
 *         | name of the owner's thread, UTF-8    | 64   owner
 *    256  +--------------------------------------+      conditions: 16 of 128 bytes
 *         | length of the name, 0 if free        |  4   owner, once
 *         | event                                |  4   signalled by owners; armed by who waits
 *         | sequence: number of signals          |  8   owner
 *         | name, ASCII                          | 40   owner, before its length
 *         | zero                                 | 72
 *   2304  +--------------------------------------+
 * </pre>
 *
 * <p>Little-endian. All but the version, the lock itself, {@code met since} and the events is written by the lock's owner alone.
 *
 * <p><b>Holds.</b> The count is 0 whenever the lock is free: it is set to 0 before the word is let go. Whoever takes the word from the dead sets
 * it to 0 before anything else; dead before that: the next one does. So acquiring a free lock needn't touch it.
 *
 * <p><b>Name.</b> Written by an owner that isn't whose name it is already: sequence to odd, whose to 0, length and bytes, whose, sequence
 * to even. A reader believes it if the sequence was even and the same before and after, and it is the name of whom the lock's word names. Dead in
 * between: the name is nobody's, until the next owner writes its own over it.
 *
 * <p><b>Met since.</b> A waiter that has looked closely writes the time, if there is none yet. An owner that finds a time when it acquires clears
 * it: that was about another hold. One that was written at that very moment counts for the new owner, and is older by as much as that took.
 *
 * <p><b>Conditions.</b> An entry is claimed under the lock: name first, then its length, by a release store, which publishes it. Dead before
 * that: the entry is free as before, and the next claim writes over the name. Entries are never given back. Who waits reads the sequence before it
 * lets go of the lock; who signals moves the sequence under the lock, then wakes. Dead between: who waits looks again when its
 * slice ends.
 */
final class SharedLockDescriptor {
    static final int VERSION = 1;

    static final int LOCK_OFFSET = Layouts.HOT_WORD_DISTANCE;
    static final int FURTHER_HOLDS_OFFSET = LOCK_OFFSET + RobustLock.LENGTH;
    static final int NAME_SEQUENCE_OFFSET = FURTHER_HOLDS_OFFSET + Integer.BYTES;
    static final int NAMED_OFFSET = NAME_SEQUENCE_OFFSET + Integer.BYTES;
    static final int MET_SINCE_OFFSET = NAMED_OFFSET + Long.BYTES;
    static final int THREAD_NAME_LENGTH_OFFSET = MET_SINCE_OFFSET + Long.BYTES;
    static final int THREAD_NAME_OFFSET = THREAD_NAME_LENGTH_OFFSET + Long.BYTES;
    static final int MAX_THREAD_NAME_LENGTH = 64;

    static final int CONDITIONS = 16;
    private static final int CONDITIONS_OFFSET = 2 * Layouts.HOT_WORD_DISTANCE;
    private static final int CONDITION_LENGTH = Layouts.HOT_WORD_DISTANCE;
    static final int CONDITION_NAME_LENGTH = 0;
    static final int CONDITION_EVENT = CONDITION_NAME_LENGTH + Integer.BYTES;
    static final int CONDITION_SEQUENCE = CONDITION_EVENT + Integer.BYTES;
    static final int CONDITION_NAME = CONDITION_SEQUENCE + Long.BYTES;
    static final int MAX_CONDITION_NAME_LENGTH = 40;

    static final int LENGTH = CONDITIONS_OFFSET + CONDITIONS * CONDITION_LENGTH;

    private SharedLockDescriptor() {}

    static int conditionOffset(final int condition) {
        return CONDITIONS_OFFSET + condition * CONDITION_LENGTH;
    }
}
