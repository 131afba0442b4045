package io.tandem.channel.internal;

/**
 * Who is at one end of a pipe, in one 64-bit word that only a compare-and-set changes.
 *
 * <pre>
 *   63    61  60   59                  30  29                   0
 *  +--------+----+----------------------+----------------------+
 *  | state  | R  | incarnation          | owner                |
 *  +--------+----+----------------------+----------------------+
 *
 *            attach                    close
 *   FREE ------------> ATTACHED(process) ------> CLOSED(process)
 *                       ^  |        ^                |
 *                arrive |  | depart |     attach     |
 *                       |  v        +----------------+
 *                  IN_TRANSIT(process) ----> IN_CHANNEL(object, R)
 *                             message sent
 * </pre>
 *
 * <p>From IN_TRANSIT and IN_CHANNEL it may also become CLOSED: by the receiver of a message that it can't decode.
 *
 * <p>Whoever attaches counts the incarnation up, so that what travels is taken once. An end is dead when the kernel says so
 * of its process, or, in a channel, when nobody will receive there any more; then anyone may attach it.
 *
 * <p>Departing marks IN_TRANSIT: owned by the child that it goes to, or by the sending process until the message is in the
 * ring; from then on IN_CHANNEL, with the object id of the channel and in R which of its ends receives. A death before the
 * message is in the ring is the end's death; one between that and the second mark too, until the message arrives all the
 * same.
 */
final class EndWord {
    static final int FREE = 0;
    static final int ATTACHED = 1;
    static final int IN_TRANSIT = 2;
    static final int IN_CHANNEL = 3;
    static final int CLOSED = 4;

    private static final int OWNER_BITS = 30;
    private static final long OWNER_MASK = (1L << OWNER_BITS) - 1;
    private static final long INCARNATION_MASK = OWNER_MASK << OWNER_BITS;
    private static final int RECEIVER_SHIFT = 60;
    private static final int STATE_SHIFT = 61;

    private EndWord() {}

    static int state(final long word) {
        return (int) (word >>> STATE_SHIFT);
    }

    /** A process number, or the object id of a channel. */
    static int owner(final long word) {
        return (int) (word & OWNER_MASK);
    }

    static int receivingEnd(final long word) {
        return (int) (word >>> RECEIVER_SHIFT) & 1;
    }

    static boolean isSameIncarnation(final long one, final long other) {
        return (one & INCARNATION_MASK) == (other & INCARNATION_MASK);
    }

    /** The next incarnation, attached by a process. */
    static long attached(final long before, final int process) {
        final long next = (before + (1L << OWNER_BITS)) & INCARNATION_MASK;
        return word(ATTACHED, 0, next, process);
    }

    static long closed(final long before) {
        return word(CLOSED, 0, before, owner(before));
    }

    /** Closed on its way, by whoever consumed the message that it was in. */
    static long closedOnItsWay(final long before, final int process) {
        return word(CLOSED, 0, before, process);
    }

    static long inTransit(final long before, final int process) {
        return word(IN_TRANSIT, 0, before, process);
    }

    static long inChannel(final long before, final long channel, final int receivingEnd) {
        return word(IN_CHANNEL, receivingEnd, before, channel);
    }

    private static long word(final int state, final int receivingEnd, final long incarnation, final long owner) {
        if (owner < 0 || owner > OWNER_MASK) {
            throw new IllegalArgumentException(
                    "An end can't belong to " + owner + ": numbers have " + OWNER_BITS + " bits.");
        }
        return (long) state << STATE_SHIFT
                | (long) receivingEnd << RECEIVER_SHIFT
                | incarnation & INCARNATION_MASK
                | owner;
    }
}
