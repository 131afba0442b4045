package io.tandem.channel.internal;

import io.tandem.segment.internal.CarriedHandle;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * The body of a pipe's segment: a control page, then one ring for each direction.
 *
 * <pre>
 *      0  +-------------------------------+
 *         | body version                  |  4   creator, once, before the name exists
 *    128  +-------------------------------+
 *         | end word: first               |  8   {@link EndWord}; CAS only
 *    256  +-------------------------------+
 *         | end word: second              |  8
 *    384  +-------------------------------+      direction 0, first to second:
 *         | data event                    |  4   signalled by its sender; armed by its receiver
 *    512  +-------------------------------+
 *         | space event                   |  4   signalled by its receiver; armed by its sender
 *    640  +-------------------------------+
 *         | delivered position            |  8   its receiver
 *    768  +-------------------------------+      direction 1, second to first:
 *         | the same three words          |
 *   1152  +-------------------------------+
 *         | reserved, 0                   |
 *   4096  +-------------------------------+
 *         | ring of direction 0           |  capacity bytes of records
 *         | its trailer                   |  768: at +128 tail (sender), +256 a cached head, +384 head (receiver)
 *         +-------------------------------+
 *         | ring of direction 1, trailer  |      absent in a one-way pipe
 *         +-------------------------------+
 * </pre>
 *
 * <p>Little-endian. Hot words stand 128 bytes apart. A ring and its trailer are laid out as by Agrona's
 * {@code OneToOneRingBuffer}; a record is {@code length:4 type:4 payload}, aligned to 8, its length negative or
 * still 0 while it is being filled; 0 only if nothing behind it is published. While a batch is being filled, that length spans all its records. Type 1 is a message of the codec that the header names, type 2 is bytes as they are, type -1 is padding,
 * and type 3 is a message of the codec with shared objects in it, which are listed behind it ({@link CarriedHandle}).
 *
 * <p>Both events are also signalled, by whoever does it, when an end word changes.
 *
 * <p><b>What a death leaves.</b> Always an end word that names the dead, which the next one to attach replaces by a CAS and
 * then mends, before it uses the ring ({@link RingRecovery}):
 * <ul>
 *   <li>sender, before the tail moved: nothing. Tail moved, header of the next record not yet cleared, length still 0 or
 *       negative, payload half written: a gap from the first unpublished record to the tail, which becomes padding. Length
 *       published, event not signalled: the receiver sees it when its slice ends.
 *   <li>receiver, in a raw poll: the delivered position is stored before each handler call and the head after the batch, so
 *       the next one starts at the greater of the two: exactly the record in hand is skipped. In a typed receive the head is
 *       the only word; it moves when the message has been copied out.
 *   <li>while attaching or mending: the same again; each step may be repeated.
 *   <li>while closing: before the CAS, a dead end; after it, a closed one whose peer looks when its slice ends.
 *   <li>receiver, having consumed a message that it can't decode: ends and holds in it stay until the pipe goes.
 *   <li>while handing over: see {@link EndWord}.
 * </ul>
 */
final class PipeDescriptor {
    static final int VERSION = 2;

    /** Distance of words that different threads write. */
    private static final int APART = 128;

    private static final int WORDS_PER_DIRECTION = 3;

    private static final int END_OFFSET = APART;
    private static final int DIRECTION_OFFSET = END_OFFSET + 2 * APART;
    static final int CONTROL_LENGTH = 4096;

    static final int MIN_CAPACITY = 4096;
    static final int MAX_CAPACITY = 1 << 30;
    static final int DEFAULT_CAPACITY = 1 << 16;

    /** Of the greatest length. */
    private static final int MESSAGES_PER_RING = 8;

    /** Record types. */
    static final int TYPED = 1;

    static final int BYTES = 2;
    static final int TYPED_WITH_HANDLES = 3;

    private PipeDescriptor() {}

    /** Where an end's word is: 0 first, 1 second. */
    static int endOffset(final int end) {
        return END_OFFSET + end * APART;
    }

    /** The word that tells of messages. Direction 0 is what the first end sends. */
    static int dataEventOffset(final int direction) {
        return DIRECTION_OFFSET + direction * WORDS_PER_DIRECTION * APART;
    }

    /** The word that tells of room. */
    static int spaceEventOffset(final int direction) {
        return dataEventOffset(direction) + APART;
    }

    /** Everything below it was handed to a handler. */
    static int deliveredOffset(final int direction) {
        return spaceEventOffset(direction) + APART;
    }

    static int ringLength(final int capacity) {
        return capacity + RingBufferDescriptor.TRAILER_LENGTH;
    }

    static long ringOffset(final int direction, final int capacity) {
        return CONTROL_LENGTH + (long) direction * ringLength(capacity);
    }

    static long bodyLength(final int capacity, final boolean oneWay) {
        return ringOffset(oneWay ? 1 : 2, capacity);
    }

    /** An eighth of a ring: so a message always finds room, wherever the ring's end lies. */
    static int maxMessageLength(final int capacity) {
        return capacity / MESSAGES_PER_RING;
    }

    /** The smallest capacity, at or beyond {@link #MIN_CAPACITY} or not, that takes messages of a length. */
    static long capacityFor(final int messageLength) {
        return (Long.highestOneBit(Math.max(1, messageLength - 1L)) << 1) * MESSAGES_PER_RING;
    }

    static boolean isCapacity(final int capacity) {
        return capacity >= MIN_CAPACITY && capacity <= MAX_CAPACITY && Integer.bitCount(capacity) == 1;
    }
}
