package io.tandem.channel.internal.queue;

import static io.tandem.channel.internal.queue.QueueDescriptor.PADDING;
import static org.agrona.concurrent.ringbuffer.RecordDescriptor.HEADER_LENGTH;
import static org.agrona.concurrent.ringbuffer.RecordDescriptor.lengthOffset;
import static org.agrona.concurrent.ringbuffer.RecordDescriptor.typeOffset;

import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Words;
import org.agrona.concurrent.ringbuffer.RecordDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * What producers do under their lock. The order of stores is {@link QueueDescriptor}'s; nothing here blocks, allocates (but
 * for payloads and repairs) or calls code of users.
 */
final class QueueWriter extends GuardedSide {
    static final int FULL = 0;
    static final int CLOSED = -1;

    private final QueueMemory memory;
    private final Words control;
    private final Words ring;
    private final QueueSpares spares;
    private final int capacity;
    private final long maxItems;

    QueueWriter(final QueueMemory memory) {
        super(memory.putLock);
        this.memory = memory;
        control = memory.control;
        ring = memory.ring;
        spares = new QueueSpares(memory);
        capacity = memory.capacity;
        maxItems = memory.maxItems;
    }

    /** Whether a message of this length would go in now, seen without the lock. */
    boolean mayHaveRoom(final int length) {
        final long tail = control.getLongVolatile(QueueDescriptor.TAIL_OFFSET);
        final long head = control.getLongVolatile(QueueDescriptor.HEAD_OFFSET);
        final long used = tail - head; // less than 0 if the head has moved on since; more than there is: a put says so
        return (used > capacity || used <= capacity - needed(tail, length + HEADER_LENGTH) - HEADER_LENGTH)
                && mayTakeItem();
    }

    private boolean mayTakeItem() {
        return maxItems == Long.MAX_VALUE
                || control.getLongVolatile(QueueDescriptor.PUT_NUMBER_OFFSET)
                                - control.getLongVolatile(QueueDescriptor.TAKEN_NUMBER_OFFSET)
                        < maxItems;
    }

    /**
     * Puts messages in order, as many as there is room for; wakes nobody.
     *
     * @param messages encoded.
     * @param from     the first that is to be put.
     * @param to       behind the last.
     * @param nanos    to wait for the lock.
     * @return how many it was; {@link #FULL}, also when the lock couldn't be had in time; {@link #CLOSED}.
     */
    int put(final Outgoing<?> messages, final int from, final int to, final long nanos) throws InterruptedException {
        return enter(nanos) ? putEntered(messages, from, to) : FULL;
    }

    private int putEntered(final Outgoing<?> messages, final int from, final int to) {
        try {
            if (control.getIntVolatile(QueueDescriptor.STATE_OFFSET) != QueueDescriptor.OPEN) {
                return CLOSED;
            }
            final Segment payload = messages.payload();
            if (payload != null) {
                return append(messages.batch(), from, to, payload);
            }
            return to - from == 1 && appendOne(messages.batch(), from) ? 1 : append(messages.batch(), from, to);
        } finally {
            leave();
        }
    }

    /** The same, waiting for the lock only briefly, whatever interrupts it. */
    int put(final Outgoing<?> messages, final int from, final int to) {
        return enterBriefly() ? putEntered(messages, from, to) : FULL;
    }

    /** Takes a spare segment out of the queue that suits a message; null if there is none. */
    @Nullable
    Segment takeSpare(final long length) {
        if (!spares.mayHave(length) || !enterBriefly()) {
            return null;
        }
        try {
            final int spare = spares.find(length);
            if (spare < 0) {
                return null;
            }
            return takeSpareEntered(spare);
        } finally {
            leave();
        }
    }

    private @Nullable Segment takeSpareEntered(final int spare) {
        final long id = spares.id(spare);
        control.putLongVolatile(QueueDescriptor.PUT_PAYLOAD_OFFSET, id);
        final Segment segment = Payloads.attach(memory, id);
        spares.remove(spare);
        if (segment != null) {
            segment.holders().releaseInTransit(memory.segment.objectId());
        }
        control.putLongRelease(QueueDescriptor.PUT_PAYLOAD_OFFSET, 0);
        return segment;
    }

    /** Gives the memory of all spare segments back, which somebody needs; returns whether there was any. */
    boolean dropSpares() {
        boolean dropped = false;
        enter();
        try {
            for (int spare = 0; spare < QueueDescriptor.SPARES; spare++) {
                final Segment segment = spares.id(spare) > 0 ? takeSpareEntered(spare) : null;
                if (segment != null) {
                    dropped = true;
                    Payloads.discard(segment);
                }
            }
            return dropped;
        } finally {
            leave();
        }
    }

    /** Ends the queue for all; returns whether that is news. */
    boolean shutDown(final int state) {
        enter();
        try {
            final int before = control.getIntVolatile(QueueDescriptor.STATE_OFFSET);
            if (before >= state) {
                return false;
            }
            control.putIntVolatile(QueueDescriptor.STATE_OFFSET, state);
            return true;
        } finally {
            leave();
        }
    }

    private int append(final MessageBatch messages, final int from, final int to, final Segment payload) {
        control.putLongVolatile(QueueDescriptor.PUT_PAYLOAD_OFFSET, payload.objectId());
        payload.holders().holdInTransit(memory.segment.objectId());
        int put = FULL;
        try {
            put = append(messages, from, to);
        } finally {
            if (put == FULL) {
                payload.holders().releaseInTransit(memory.segment.objectId());
            }
        }
        control.putLongRelease(QueueDescriptor.PUT_PAYLOAD_OFFSET, 0);
        return put;
    }

    // The common case by itself: so small that it is compiled into its callers, which saves a third of the time.
    boolean appendOne(final MessageBatch messages, final int message) {
        final long tail = control.getLong(QueueDescriptor.TAIL_OFFSET);
        final int index = index(tail);
        final int length = messages.length(message);
        final int aligned = QueueDescriptor.aligned(length + HEADER_LENGTH);
        if (index != (tail & capacity - 1L)
                || aligned >= capacity - index
                || !fits(tail, aligned, control.getLong(QueueDescriptor.HEAD_SEEN_OFFSET))
                || maxItems != Long.MAX_VALUE) {
            return false;
        }
        final long number = control.getLong(QueueDescriptor.PUT_NUMBER_OFFSET) + 1;
        ring.putBytes(index + HEADER_LENGTH, messages.array(), messages.offset(message), aligned - HEADER_LENGTH);
        ring.putLong(index + aligned, 0L);
        ring.putInt(typeOffset(index), QueueDescriptor.type(messages.kind(message), number));
        ring.putIntRelease(lengthOffset(index), length + HEADER_LENGTH);
        control.putLongRelease(QueueDescriptor.PUT_NUMBER_OFFSET, number);
        control.putLongRelease(QueueDescriptor.TAIL_OFFSET, tail + aligned);
        return true;
    }

    private int append(final MessageBatch messages, final int from, final int to) {
        final long start = control.getLong(QueueDescriptor.TAIL_OFFSET);
        final long before = control.getLong(QueueDescriptor.PUT_NUMBER_OFFSET);
        checkTail(start);
        long tail = start;
        long number = before;
        int firstLength = 0;
        int firstType = 0;
        int run = from; // messages from here on are to be copied, to runAt
        long runAt = start;
        int message = from;
        while (message < to) {
            final int recordLength = messages.length(message) + HEADER_LENGTH;
            final int needed = needed(tail, recordLength);
            if (!hasRoom(tail, needed) || !takesItem(number)) {
                break;
            }
            final int padding = needed - QueueDescriptor.aligned(recordLength);
            if (padding == 0 && index(tail) == 0) {
                copy(messages, run, message, runAt);
                run = message;
                runAt = tail;
            }
            if (padding > 0) {
                copy(messages, run, message, runAt);
                run = message;
                if (tail == start) {
                    firstLength = padding;
                    firstType = PADDING;
                } else {
                    ring.putLong(index(tail), header(PADDING, padding));
                }
                tail += padding;
                runAt = tail;
            }
            number++;
            final int type = QueueDescriptor.type(messages.kind(message), number);
            if (tail == start) {
                firstLength = recordLength;
                firstType = type;
                messages.stamp(message, 0);
            } else {
                messages.stamp(message, header(type, recordLength));
            }
            tail += needed - padding;
            message++;
        }
        if (number == before) {
            return FULL;
        }
        copy(messages, run, message, runAt);
        ring.putLong(index(tail), 0L);
        final int first = index(start);
        ring.putInt(typeOffset(first), firstType);
        ring.putIntRelease(lengthOffset(first), firstLength);
        control.putLongRelease(QueueDescriptor.PUT_NUMBER_OFFSET, number);
        control.putLongRelease(QueueDescriptor.TAIL_OFFSET, tail);
        return (int) (number - before);
    }

    /** Copies messages that stand one behind the other, and will do so in the ring, with their headers. */
    private void copy(final MessageBatch messages, final int from, final int to, final long position) {
        if (from == to) {
            return;
        }
        final int offset = messages.offset(from) - HEADER_LENGTH;
        final int length = messages.offset(to - 1)
                - offset
                + QueueDescriptor.aligned(messages.length(to - 1) + HEADER_LENGTH)
                - HEADER_LENGTH;
        ring.putBytes(index(position), messages.array(), offset, length);
    }

    /** What a record takes at a position, with the padding that it needs there. */
    private int needed(final long tail, final int recordLength) {
        final int aligned = QueueDescriptor.aligned(recordLength);
        final int untilEnd = capacity - index(tail);
        return aligned <= untilEnd ? aligned : untilEnd + aligned;
    }

    // The header behind the last record is cleared, so there must be room for that, too.
    private boolean hasRoom(final long tail, final int needed) {
        if (fits(tail, needed, control.getLong(QueueDescriptor.HEAD_SEEN_OFFSET))) {
            return true;
        }
        final long head = control.getLongVolatile(QueueDescriptor.HEAD_OFFSET);
        checkDistance(head, tail);
        control.putLong(QueueDescriptor.HEAD_SEEN_OFFSET, head);
        return fits(tail, needed, head);
    }

    private void checkTail(final long tail) {
        if ((tail & RecordDescriptor.ALIGNMENT - 1) != 0) {
            throw memory.corrupt("the tail is " + tail + ", which is no multiple of " + RecordDescriptor.ALIGNMENT);
        }
    }

    private void checkDistance(final long head, final long tail) {
        if (tail - head < 0 || tail - head > capacity) {
            throw memory.corrupt("the head is " + head + " and the tail " + tail + " in a ring of " + capacity);
        }
    }

    private boolean fits(final long tail, final int needed, final long head) {
        final long used = tail - head;
        return used >= 0 && used <= capacity - needed - HEADER_LENGTH; // in this order nothing overflows
    }

    private boolean takesItem(final long number) {
        if (maxItems == Long.MAX_VALUE || number - control.getLong(QueueDescriptor.TAKEN_SEEN_OFFSET) < maxItems) {
            return true;
        }
        final long taken = control.getLongVolatile(QueueDescriptor.TAKEN_NUMBER_OFFSET);
        control.putLong(QueueDescriptor.TAKEN_SEEN_OFFSET, taken);
        return number - taken < maxItems;
    }

    private static long header(final int type, final int length) {
        return (long) type << Integer.SIZE | length & 0xFFFF_FFFFL;
    }

    // A multiple of 8 whatever the position: a header never reaches past the ring.
    private int index(final long position) {
        return (int) position & (capacity - RecordDescriptor.ALIGNMENT);
    }

    // ---- after a death

    @Override
    boolean isHalfDone() {
        final long tail = control.getLongVolatile(QueueDescriptor.TAIL_OFFSET);
        return ring.getIntVolatile(lengthOffset(index(tail))) != 0;
    }

    @Override
    void mendAfter(final int dead) {
        mend();
        final long payload = control.getLong(QueueDescriptor.PUT_PAYLOAD_OFFSET);
        if (payload != 0) {
            settlePayload(payload);
            control.putLongRelease(QueueDescriptor.PUT_PAYLOAD_OFFSET, 0);
        }
    }

    /** Takes what a dead producer published, and had no time to say so. */
    private void mend() {
        final long start = control.getLong(QueueDescriptor.TAIL_OFFSET);
        checkTail(start);
        long tail = start;
        long number = control.getLong(QueueDescriptor.PUT_NUMBER_OFFSET);
        while (true) {
            final int index = index(tail);
            final int length = ring.getIntVolatile(lengthOffset(index));
            if (length == 0) {
                break;
            }
            final int type = ring.getInt(typeOffset(index));
            if (length < HEADER_LENGTH || length > capacity - index || tail - start > capacity) {
                throw memory.corrupt("behind the tail " + start + ", at " + tail + ", a record says that it has "
                        + length + " bytes, in a ring of " + capacity);
            }
            if (type != PADDING) {
                number = QueueDescriptor.number(type, number);
            }
            tail += QueueDescriptor.aligned(length);
        }
        control.putLongRelease(QueueDescriptor.PUT_NUMBER_OFFSET, number);
        control.putLongRelease(QueueDescriptor.TAIL_OFFSET, tail);
    }

    // One that stands in the ring was published; a spare may not have been taken out yet. One that was published
    // and taken since isn't held by the queue any more, and then releasing it does nothing.
    private void settlePayload(final long payload) {
        if (spares.contains(payload)) {
            return;
        }
        final long tail = control.getLong(QueueDescriptor.TAIL_OFFSET);
        long position = control.getLongVolatile(QueueDescriptor.HEAD_OFFSET);
        checkDistance(position, tail);
        while (position < tail) {
            final int index = index(position);
            final int length = ring.getIntVolatile(lengthOffset(index));
            if (length < HEADER_LENGTH || length > capacity - index) {
                throw memory.corrupt("the record at position " + position + " says that it has " + length + " bytes");
            }
            if (refersTo(index, length, payload)) {
                return;
            }
            position += QueueDescriptor.aligned(length);
        }
        Payloads.release(memory, payload);
    }

    private boolean refersTo(final int index, final int length, final long payload) {
        final int type = ring.getInt(typeOffset(index));
        return type != PADDING
                && (QueueDescriptor.kind(type) & QueueDescriptor.PAYLOAD) != 0
                && length == QueueDescriptor.REFERENCE_LENGTH + HEADER_LENGTH
                && ring.getLong(index + HEADER_LENGTH) == payload;
    }
}
