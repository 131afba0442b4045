package io.tandem.sync.internal.barrier;

import io.tandem.segment.internal.Layouts;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.sync.internal.RobustLock;
import io.tandem.sync.internal.gate.GateLayout;

/**
 * The body of a barrier's segment, little-endian. All but the lock and the event word is written under the lock.
 *
 * <pre>
 *      0  +----------------------------------------------+
 *         | body version                                 |  4   creator, once, before the name exists
 *    128  +----------------------------------------------+
 *         | lock                                         | 16   {@link RobustLock}
 *         | number of resets                             |  8   entries of parties are of this many
 *    256  +----------------------------------------------+
 *         | state: number of the round (62), phase (2)   |  8   read by all who wait
 *         | number of rounds that broke                  |  8
 *    384  +----------------------------------------------+
 *         | changed: an event word                       |  4   armed by waiters; signalled by who changes the state
 *    512  +----------------------------------------------+
 *         | last broken rounds: 32 of 256                |      round:8 process:4 reason:4 length:4 text:up to 200
 *   8704  +----------------------------------------------+
 *         | parties: 256 of 16, one for each handle      |      process:8 (0 never used, -1 given back), arrived:8
 *  12800  +----------------------------------------------+      arrived: round (48), threads that wait in it (16)
 * </pre>
 *
 * <p><b>Phases.</b> Open: threads arrive. In action: all are there, and the last one runs the action without the lock. Broken:
 * until a reset. In reset: the table of parties is being cleared. Who waits in a round waits for the state to be neither
 * "open" nor "in action" with its number.
 *
 * <p><b>Arriving</b> is one store to the party's entry. How many have arrived is the sum of the entries that carry the
 * present round's number, so that the store of the next round's number ends the round for all at once, and empties the table
 * without writing to it. An entry's process is stored behind the rest of it.
 *
 * <p><b>Breaking.</b> The record's fields, then the count of broken rounds, then the state. With the count the round is broken: a newest
 * record that names the present round while the state is open, or in action, is completed by whoever takes the lock over.
 * Dead before the count: nothing has happened; records are read only below the count, and the one that is overwritten next
 * is never read.
 *
 * <p><b>How a round ended</b>, a thread may learn much later: if the count of broken rounds is as it was when it arrived,
 * none broke, and it may go. Otherwise the records since then tell. The count is stored before the state, and read behind it.
 *
 * <p><b>Reset.</b> Breaks the round if threads wait in it; then "in reset"; then the parties are cleared, the last one first, since
 * who reads them stops at one never used; then the number of resets, which parts every handle from its entry; then the next
 * round, open. Whoever takes the lock over from one that died "in reset" does all of this again.
 *
 * <p>Whoever waits looks every 50 ms whether the lock's owner is dead, too, and takes it over to complete what that one had begun.
 *
 * <p><b>Other deaths.</b> Dead before the state is stored: the round goes on, with a dead party, which breaks it; a thread that arrives
 * when all parties have, in a round that is still open, looks for that one at once. Dead between the
 * store and the signal: the sleepers look again when their slice ends. Dead in the action, or waiting: a dead party.
 */
final class BarrierDescriptor {
    static final int VERSION = 1;

    private static final int APART = Layouts.HOT_WORD_DISTANCE;

    static final int LOCK_OFFSET = APART;
    static final int RESETS_OFFSET = LOCK_OFFSET + RobustLock.LENGTH;

    static final int STATE_OFFSET = 2 * APART;
    static final int BREAKS_OFFSET = STATE_OFFSET + 8;

    static final int CHANGED_OFFSET = 3 * APART;

    private static final int RECORDS_OFFSET = 4 * APART;
    private static final int RECORDS = 32;
    private static final int RECORD_LENGTH = 256;
    static final int RECORD_ROUND = 0;
    static final int RECORD_PROCESS = 8;
    static final int RECORD_REASON = 12;
    static final int RECORD_TEXT_LENGTH = 16;
    static final int RECORD_TEXT = 20;
    static final int MAX_TEXT = 200;
    /** One less than there are: the oldest may be half overwritten. */
    static final int READABLE_RECORDS = RECORDS - 1;

    private static final int PARTIES_OFFSET = RECORDS_OFFSET + RECORDS * RECORD_LENGTH;
    static final int PARTIES = 256;
    private static final int PARTY_LENGTH = 16;
    static final int PARTY_PROCESS = 0;
    static final int PARTY_ARRIVED = 8;

    static final int LENGTH = PARTIES_OFFSET + PARTIES * PARTY_LENGTH;

    static final GateLayout LAYOUT = new GateLayout(ObjectKind.BARRIER, VERSION, CHANGED_OFFSET, LENGTH);

    static final long NEVER_USED = 0;
    static final long GIVEN_BACK = -1;

    static final int OPEN = 0;
    static final int IN_ACTION = 1;
    static final int BROKEN = 2;
    static final int IN_RESET = 3;

    private static final int PHASE_BITS = 2;
    private static final int THREADS_BITS = 16;
    static final int MAX_THREADS = (1 << THREADS_BITS) - 1;
    private static final long ROUNDS = (1L << Long.SIZE - THREADS_BITS) - 1;

    private BarrierDescriptor() {}

    static long state(final long round, final int phase) {
        return round << PHASE_BITS | phase;
    }

    static long round(final long state) {
        return state >>> PHASE_BITS;
    }

    static int phase(final long state) {
        return (int) state & (1 << PHASE_BITS) - 1;
    }

    /** Whether threads wait in this state for the others. */
    static boolean isGoingOn(final long state) {
        return phase(state) <= IN_ACTION;
    }

    /** Of the record of the n-th round that broke; inside the table, whatever the number. */
    static int recordOffset(final long broken) {
        return RECORDS_OFFSET + ((int) broken & RECORDS - 1) * RECORD_LENGTH;
    }

    static int partyOffset(final int party) {
        return PARTIES_OFFSET + party * PARTY_LENGTH;
    }

    static long arrived(final long round, final int threads) {
        return (round & ROUNDS) << THREADS_BITS | threads;
    }

    /** How many threads wait in a round, by what stands in an entry. */
    static int threads(final long arrived, final long round) {
        return arrived >>> THREADS_BITS == (round & ROUNDS) ? (int) arrived & MAX_THREADS : 0;
    }
}
