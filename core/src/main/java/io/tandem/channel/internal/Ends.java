package io.tandem.channel.internal;

import io.tandem.segment.IncompatibleException;
import io.tandem.segment.ObjectNotFoundException;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;

/** Attaching the ends of a pipe, and who has them. */
final class Ends {
    private static final int MAX_CARRIERS = 8;

    private Ends() {}

    /**
     * Attaches an end that nobody has: a free, closed or dead one.
     *
     * @return its end word from now on.
     * @throws IllegalStateException that names the owner if somebody has it.
     */
    static long attach(final PipeMemory memory, final int end) {
        while (true) {
            final long before = memory.endWord(end);
            if (isTaken(before) && !isDead(memory, before)) {
                throw new IllegalStateException(memory.describe(end) + " is taken by " + describeOwner(memory, before)
                        + ". Each end is used in one process at a time: take the other end, hand this one over inside a message"
                        + " or a lambda, or close it there first.");
            }
            final long attached = EndWord.attached(before, memory.process());
            if (memory.changeEnd(end, before, attached)) {
                return attached;
            }
        }
    }

    /**
     * Attaches an end that was handed over.
     *
     * @param departed its end word when it departed.
     * @return its end word from now on.
     */
    static long arrive(final PipeMemory memory, final int end, final long departed) {
        while (true) {
            final long before = memory.endWord(end);
            if (!isOnItsWay(before, departed)) {
                throw new IllegalStateException(memory.describe(end) + " was handed over, and meanwhile "
                        + describeOwner(memory, before)
                        + " has it. A message with an end in it must be received while somebody"
                        + " who can receive it lives.");
            }
            final long attached = EndWord.attached(before, memory.process());
            if (memory.changeEnd(end, before, attached)) {
                return attached;
            }
        }
    }

    /** Closes an end that was handed over and will never arrive, unless it has. */
    static void closeOnItsWay(final PipeMemory memory, final int end, final long departed) {
        while (true) {
            final long before = memory.endWord(end);
            if (!isOnItsWay(before, departed)) {
                return;
            }
            if (memory.changeEnd(end, before, EndWord.closedOnItsWay(before, memory.process()))) {
                memory.signalAll();
                return;
            }
        }
    }

    private static boolean isOnItsWay(final long word, final long departed) {
        final int state = EndWord.state(word);
        return (state == EndWord.IN_TRANSIT || state == EndWord.IN_CHANNEL)
                && EndWord.isSameIncarnation(word, departed);
    }

    private static boolean isTaken(final long word) {
        final int state = EndWord.state(word);
        return state != EndWord.FREE && state != EndWord.CLOSED;
    }

    /** Whether an end that isn't free or closed belongs to nobody who lives. Costs system calls. */
    static boolean isDead(final PipeMemory memory, final long word) {
        return isDead(memory, word, MAX_CARRIERS);
    }

    private static boolean isDead(final PipeMemory memory, final long word, final int depth) {
        return EndWord.state(word) == EndWord.IN_CHANNEL
                ? isCarrierGone(memory, word, depth)
                : !memory.registry().isAlive(EndWord.owner(word));
    }

    // In a channel: dead when nobody will receive there. Looking holds the channel for a moment, and so also tidies
    // one that nobody else holds any more.
    private static boolean isCarrierGone(final PipeMemory memory, final long word, final int depth) {
        if (depth == 0) {
            return false;
        }
        final Segment segment;
        try {
            segment = Segment.attach(memory.segment().domain(), EndWord.owner(word), ObjectKind.PIPE);
        } catch (final ObjectNotFoundException e) {
            return true;
        } catch (final IncompatibleException e) {
            return false; // another kind of channel, which is there
        }
        try {
            final PipeMemory carrier = new PipeMemory(segment, memory.process());
            final long receiver = carrier.endWord(EndWord.receivingEnd(word));
            return switch (EndWord.state(receiver)) {
                case EndWord.FREE -> false;
                case EndWord.CLOSED -> true;
                default ->
                    isDead(carrier, receiver, depth - 1) && carrier.endWord(EndWord.receivingEnd(word)) == receiver;
            };
        } finally {
            segment.close();
        }
    }

    /** For messages: who has, had or will have an end. */
    static String describeOwner(final PipeMemory memory, final long word) {
        final int owner = EndWord.owner(word);
        return switch (EndWord.state(word)) {
            case EndWord.FREE -> "nobody";
            case EndWord.CLOSED -> "nobody (closed by " + memory.registry().describe(owner) + ")";
            case EndWord.IN_CHANNEL -> "a message in channel " + owner;
            case EndWord.IN_TRANSIT -> memory.registry().describe(owner) + ", which it is on its way from or to";
            default -> memory.registry().describe(owner);
        };
    }

    static String lower(final String sentence) {
        return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
