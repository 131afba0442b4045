package io.tandem.channel.internal.queue;

import io.tandem.segment.internal.object.BodyVersion;
import io.tandem.sync.internal.RobustLock;
import org.agrona.BitUtil;
import org.agrona.concurrent.ringbuffer.RecordDescriptor;

/**
 * The body of a queue's segment: words, a table of its users, a ring of records.
 *
 * <pre>
 *      0  +--------------------------------------+
 *         | body version                         |  4   creator, once, before the name exists
 *      4  | state: open, shut down, shut down now|  4   under the producers' lock; only ever grows
 *    128  +--------------------------------------+      producers; all but the lock and the turn under it
 *         | lock                                 | 16   {@link RobustLock}
 *         | tail: position behind the last record|  8
 *         | number of the last item put          |  8
 *         | head as producers last saw it        |  8
 *         | number taken, as producers last saw  |  8
 *         | payload in hand, or 0                |  8
 *         | whose turn it is, or 0               |  8   without the lock: {@link Turn}
 *    256  +--------------------------------------+      consumers; all but the lock and the turn under it
 *         | lock                                 | 16
 *         | head: position of the next record    |  8
 *         | number of the last item taken        |  8
 *         | last number in hand, or 0            |  8
 *         | its taker's count of items then      |  8
 *         | its taker's process number           |  8
 *         | payload in hand, or 0                |  8
 *         | whose turn it is, or 0               |  8   without the lock: {@link Turn}
 *    384  +--------------------------------------+
 *         | data event                           |  4   signalled by producers; armed by consumers
 *    512  +--------------------------------------+
 *         | space event                          |  4   signalled by consumers; armed by producers
 *    640  +--------------------------------------+
 *         | done event                           |  4   signalled by who marks items done; armed by who joins
 *    768  +--------------------------------------+      what users that are gone left; under the consumers' lock
 *         | items they had marked done           |  8
 *         | items lost with them                 |  8
 *         | user being settled + 1, or 0         |  8
 *         | both sums after that                 | 16
 *    896  +--------------------------------------+
 *         | nanoseconds that puts were blocked   |  8   anyone, atomically, once a put has waited
 *         | nanoseconds that takes were blocked  |  8
 *   1024  +--------------------------------------+
 *         | spare payloads: 4 of id and length   | 64   id: under the consumers' lock from 0, under the producers' to 0
 *   4096  +--------------------------------------+
 *         | users: 256 of 64 bytes               |      process number; taken, done; threads that wait to put, to take
 *  20480  +--------------------------------------+
 *         | ring                                 |  capacity bytes of records
 *         +--------------------------------------+
 * </pre>
 *
 * <p>Little-endian. A record is {@code length:4 type:4 payload}, aligned to 8, as in Agrona's rings. Its type is -1 for padding;
 * otherwise its kind in bits 28 to 30, and below them the low bits of the item's number, from which both counts can be
 * derived again. The header at the tail is always 0.
 *
 * <p><b>Put.</b> Records are written from the tail on, all but the very first length; the header behind them is cleared; then
 * that length is stored, which publishes all of them at once; then the number and the tail follow. Dead before the length:
 * nothing has happened. Dead after it: whoever mends walks on from the tail, as far as there are lengths.
 *
 * <p><b>Take.</b> Records are copied from the head on; then what is in hand, the head, the number taken and the taker's own count
 * are stored, in this order; then nothing is in hand any more. Dead before the head has moved: the next one takes those items.
 * Dead after it: the number taken is derived from the item that is next, or from what was in hand, and the taker's count is
 * stored for it, so that those items are known to be lost. Whoever dies over mending leaves the same, and the taker's number
 * with it.
 *
 * <p><b>Looking.</b> Who counts without a lock, joins, or finds it full sees by a length behind the tail, by a number in hand or
 * by a user being settled that somebody is half-way; if that one died, the counts are mended first.
 *
 * <p><b>Payloads.</b> A message larger than a record may be lies in a segment of its own, and the record names it. That segment is
 * held by its producer, from its publication on by this queue, and from its taking on by its consumer; its id stands in hand, under
 * the lock, while the holds change. A consumer that is done with one may leave it to the queue as a spare, so that the
 * next large message finds its memory provided: its id stands in the table, negative until the queue holds it; a negative one
 * is taken back by whoever mends. A producer takes a spare out when it holds it itself.
 *
 * <p><b>Users.</b> A process takes an entry, under the consumers' lock, when it first takes an item or waits. {@code taken} is
 * written under the consumers' lock, the other words by its owner alone. Entries of the dead are added to the sums, and
 * free again, when somebody joins or needs an entry; the sums are written beforehand, so that this may be repeated.
 */
final class QueueDescriptor {
    static final int VERSION = 2;

    private static final int APART = 128;

    static final int STATE_OFFSET = BodyVersion.LENGTH;

    static final int PUT_LOCK_OFFSET = APART;
    static final int TAIL_OFFSET = PUT_LOCK_OFFSET + RobustLock.LENGTH;
    static final int PUT_NUMBER_OFFSET = TAIL_OFFSET + 8;
    static final int HEAD_SEEN_OFFSET = PUT_NUMBER_OFFSET + 8;
    static final int TAKEN_SEEN_OFFSET = HEAD_SEEN_OFFSET + 8;
    static final int PUT_PAYLOAD_OFFSET = TAKEN_SEEN_OFFSET + 8;
    static final int PUT_TURN_OFFSET = PUT_PAYLOAD_OFFSET + 8;

    static final int TAKE_LOCK_OFFSET = 2 * APART;
    static final int HEAD_OFFSET = TAKE_LOCK_OFFSET + RobustLock.LENGTH;
    static final int TAKEN_NUMBER_OFFSET = HEAD_OFFSET + 8;
    static final int IN_HAND_OFFSET = TAKEN_NUMBER_OFFSET + 8;
    static final int IN_HAND_COUNT_OFFSET = IN_HAND_OFFSET + 8;
    static final int IN_HAND_PROCESS_OFFSET = IN_HAND_COUNT_OFFSET + 8;
    static final int TAKE_PAYLOAD_OFFSET = IN_HAND_PROCESS_OFFSET + 8;
    static final int TAKE_TURN_OFFSET = TAKE_PAYLOAD_OFFSET + 8;

    static final int DATA_EVENT_OFFSET = 3 * APART;
    static final int SPACE_EVENT_OFFSET = 4 * APART;
    static final int DONE_EVENT_OFFSET = 5 * APART;

    static final int SETTLED_DONE_OFFSET = 6 * APART;
    static final int SETTLED_LOST_OFFSET = SETTLED_DONE_OFFSET + 8;
    static final int SETTLING_OFFSET = SETTLED_LOST_OFFSET + 8;
    static final int SETTLING_DONE_OFFSET = SETTLING_OFFSET + 8;
    static final int SETTLING_LOST_OFFSET = SETTLING_DONE_OFFSET + 8;

    static final int PUT_BLOCKED_OFFSET = 7 * APART;
    static final int TAKE_BLOCKED_OFFSET = PUT_BLOCKED_OFFSET + 8;

    private static final int SPARES_OFFSET = 8 * APART;
    static final int SPARES = 4;
    static final int SPARE_ID = 0;
    static final int SPARE_LENGTH = 8;
    private static final int SPARE_ENTRY_LENGTH = 16;

    private static final int USERS_OFFSET = 4096;
    static final int USERS = 256;
    private static final int USER_LENGTH = 64;
    static final int USER_PROCESS = 0;
    static final int USER_TAKEN = 8;
    static final int USER_DONE = 16;
    static final int USER_WAITING_TO_PUT = 24;
    static final int USER_WAITING_TO_TAKE = 28;

    static final int CONTROL_LENGTH = USERS_OFFSET + USERS * USER_LENGTH;

    static final int OPEN = 0;
    static final int SHUT_DOWN = 1;
    static final int SHUT_DOWN_NOW = 2;

    static final int MIN_CAPACITY = 4096;
    static final int MAX_CAPACITY = 1 << 30;
    static final int DEFAULT_CAPACITY = 1 << 20;

    /** Kinds of records. */
    static final int TYPED = 1;

    static final int BYTES = 2;

    /** With the list of the shared objects in it, {@link io.tandem.segment.internal.CarriedHandle}, behind it. */
    static final int TYPED_WITH_HANDLES = 3;

    /** Added to a kind: what was put lies in a segment of its own. */
    static final int PAYLOAD = 4;

    static final int PADDING = -1;

    private static final int KIND_SHIFT = 28;
    private static final int NUMBERS = (1 << KIND_SHIFT) - 1;

    /** What the record of a payload says: the object's id, then the message's length. */
    static final int REFERENCE_LENGTH = 16;

    private QueueDescriptor() {}

    static int userOffset(final int user) {
        return USERS_OFFSET + user * USER_LENGTH;
    }

    static int spareOffset(final int spare) {
        return SPARES_OFFSET + spare * SPARE_ENTRY_LENGTH;
    }

    static long bodyLength(final int capacity) {
        return CONTROL_LENGTH + (long) capacity;
    }

    static boolean isCapacity(final int capacity) {
        return capacity >= MIN_CAPACITY && capacity <= MAX_CAPACITY && Integer.bitCount(capacity) == 1;
    }

    /** The longest message that a record of its own takes; longer ones lie beside the ring. */
    static int longestInRing(final int capacity) {
        return capacity / 8;
    }

    static int type(final int kind, final long number) {
        return kind << KIND_SHIFT | (int) number & NUMBERS;
    }

    static int kind(final int type) {
        return type >>> KIND_SHIFT;
    }

    /** The whole of a number whose low bits stand in a record, given one that is near. */
    static long number(final int type, final long near) {
        final int distance = (type - (int) near) << Integer.SIZE - KIND_SHIFT >> Integer.SIZE - KIND_SHIFT;
        return near + distance;
    }

    /** What a record takes in the ring. */
    static int aligned(final int recordLength) {
        return BitUtil.align(recordLength, RecordDescriptor.ALIGNMENT);
    }
}
