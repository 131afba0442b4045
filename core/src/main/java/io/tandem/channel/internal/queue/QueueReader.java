package io.tandem.channel.internal.queue;

import static io.tandem.channel.internal.queue.QueueDescriptor.PADDING;
import static org.agrona.concurrent.ringbuffer.RecordDescriptor.HEADER_LENGTH;
import static org.agrona.concurrent.ringbuffer.RecordDescriptor.lengthOffset;
import static org.agrona.concurrent.ringbuffer.RecordDescriptor.typeOffset;

import io.tandem.channel.CorruptQueueException;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Words;
import java.util.List;
import org.agrona.concurrent.ringbuffer.RecordDescriptor;

/**
 * What consumers do under their lock. The order of stores is {@link QueueDescriptor}'s; nothing here blocks, allocates (but
 * for payloads and repairs) or calls code of users.
 */
final class QueueReader extends GuardedSide {
    private static final int NONE = -1;

    private final QueueMemory memory;
    private final QueueUsers users;
    private final QueueSpares spares;
    private final Words control;
    private final Words ring;
    private final int capacity;
    private final int longestRecord;

    QueueReader(final QueueMemory memory, final QueueUsers users) {
        super(memory.takeLock);
        this.memory = memory;
        this.users = users;
        control = memory.control;
        ring = memory.ring;
        spares = new QueueSpares(memory);
        capacity = memory.capacity;
        longestRecord = QueueDescriptor.longestInRing(capacity) + HEADER_LENGTH;
    }

    /** Whether an item is there, seen without the lock. */
    boolean mayHaveItem() {
        long head = control.getLongVolatile(QueueDescriptor.HEAD_OFFSET);
        while (ring.getIntVolatile(lengthOffset(index(head))) == 0) {
            // A head that has moved on says nothing: other bytes may stand there by now.
            final long now = control.getLongVolatile(QueueDescriptor.HEAD_OFFSET);
            if (now == head) {
                return false;
            }
            head = now;
        }
        return true;
    }

    /**
     * Takes messages in order, as many as there are, up to a limit; wakes nobody.
     *
     * @param messages empty; they are copied there.
     * @param limit    of messages, 1 or more.
     * @param nanos    to wait for the lock.
     * @return how many it was; 0 if there was none, or the lock couldn't be had in time.
     */
    int take(final Incoming<?> messages, final int limit, final long nanos) throws InterruptedException {
        return enter(nanos) ? takeEntered(messages, limit) : 0;
    }

    /** The same, waiting for the lock only briefly, whatever interrupts it. */
    int take(final Incoming<?> messages, final int limit) {
        return enterBriefly() ? takeEntered(messages, limit) : 0;
    }

    private int takeEntered(final Incoming<?> messages, final int limit) {
        try {
            return limit == 1 && takeOne(messages) ? 1 : takeLocked(messages, limit);
        } finally {
            leave();
        }
    }

    /** Leaves a payload that was worked off to the queue as a spare, if it wants it; it is the caller's to let go all the same. */
    boolean keepSpare(final Segment payload) {
        if (!spares.wants(payload) || !enterBriefly()) {
            return false;
        }
        try {
            return spares.add(payload);
        } finally {
            leave();
        }
    }

    /** Takes an entry among the users, if this process has none, there is one, and the lock can be had soon. */
    void register() {
        if (users.claimedOrNone() < 0 && enterBriefly()) {
            try {
                users.claimIfFree();
            } finally {
                leave();
            }
        }
    }

    /**
     * Settles what the dead had in hand.
     *
     * @param nanos to wait for the lock.
     * @return who lost items; nobody, if the lock couldn't be had in time.
     */
    List<String> settleTheDead(final long nanos) throws InterruptedException {
        if (!enter(nanos)) {
            return List.of();
        }
        try {
            return users.settleTheDead();
        } finally {
            leave();
        }
    }

    // The common case by itself: so small that it is compiled into its callers, which saves a third of the time.
    private boolean takeOne(final Incoming<?> messages) {
        final int user = users.claimedOrNone();
        final long head = control.getLong(QueueDescriptor.HEAD_OFFSET);
        final int index = index(head);
        final int length = ring.getIntVolatile(lengthOffset(index));
        final int type = ring.getInt(typeOffset(index));
        if (user < 0 || index != (head & capacity - 1L) || length <= 0 || type == PADDING || isReference(type)) {
            return false;
        }
        final long number = control.getLong(QueueDescriptor.TAKEN_NUMBER_OFFSET) + 1;
        check(head, index, length, type, number);
        final MessageBatch batch = messages.batch();
        final int aligned = QueueDescriptor.aligned(length);
        final int at = batch.add(QueueDescriptor.kind(type), length - HEADER_LENGTH);
        ring.getBytes(index + HEADER_LENGTH, batch.array(), at, aligned - HEADER_LENGTH);
        advance(user, head + aligned, number, 1);
        return true;
    }

    private int takeLocked(final Incoming<?> messages, final int limit) {
        final int user = users.claimed();
        final long head = control.getLong(QueueDescriptor.HEAD_OFFSET);
        final long before = control.getLong(QueueDescriptor.TAKEN_NUMBER_OFFSET);
        if ((head & RecordDescriptor.ALIGNMENT - 1) != 0) {
            throw memory.corrupt("the head is " + head + ", which is no multiple of " + RecordDescriptor.ALIGNMENT);
        }
        final MessageBatch batch = messages.batch();
        long position = head;
        long run = head; // records from here on are to be copied
        int count = 0;
        while (count < limit) {
            final int index = index(position);
            final int length = ring.getIntVolatile(lengthOffset(index));
            if (length == 0) {
                break;
            }
            final int type = ring.getInt(typeOffset(index));
            check(position, index, length, type, before + count + 1);
            final int aligned = QueueDescriptor.aligned(length);
            if (type == PADDING || index == 0) {
                copy(run, position, batch);
                run = type == PADDING ? position + aligned : position;
            }
            if (type == PADDING) {
                position += aligned;
                if (position - head > capacity) {
                    throw memory.corrupt("from its head " + head + " on, it holds nothing but padding");
                }
                continue;
            }
            final boolean payload = isReference(type);
            if (count != 0 && (payload || !batch.hasRoom((int) (position - run) + length))) {
                break;
            }
            batch.note(
                    QueueDescriptor.kind(type),
                    batch.end() + (int) (position - run) + HEADER_LENGTH,
                    length - HEADER_LENGTH);
            position += aligned;
            count++;
            if (payload) {
                copy(run, position, batch);
                return takePayload(messages, user, position, before + 1);
            }
        }
        if (count != 0) {
            copy(run, position, batch);
            advance(user, position, before + count, count);
        }
        return count;
    }

    /** Copies records that stand one behind the other. */
    private void copy(final long from, final long to, final MessageBatch target) {
        final int length = (int) (to - from);
        if (length == 0) {
            return;
        }
        final int at = target.reserve(length); // first: it may make another array
        ring.getBytes(index(from), target.array(), at, length);
    }

    private int takePayload(final Incoming<?> messages, final int user, final long position, final long number) {
        final long id = messages.payloadId();
        final Segment payload = Payloads.attach(memory, id);
        messages.payload(payload);
        control.putLongVolatile(QueueDescriptor.TAKE_PAYLOAD_OFFSET, id);
        advance(user, position, number, 1);
        if (payload != null) {
            payload.holders().releaseInTransit(memory.segment.objectId());
        }
        control.putLongRelease(QueueDescriptor.TAKE_PAYLOAD_OFFSET, 0);
        return 1;
    }

    private void advance(final int user, final long position, final long number, final int count) {
        final long taken = users.taken(user) + count;
        control.putLong(QueueDescriptor.IN_HAND_COUNT_OFFSET, taken);
        control.putLong(QueueDescriptor.IN_HAND_PROCESS_OFFSET, memory.process);
        control.putLongRelease(QueueDescriptor.IN_HAND_OFFSET, number);
        control.putLongRelease(QueueDescriptor.HEAD_OFFSET, position);
        control.putLongRelease(QueueDescriptor.TAKEN_NUMBER_OFFSET, number);
        users.putTaken(user, taken);
        control.putLongRelease(QueueDescriptor.IN_HAND_OFFSET, 0);
    }

    // By comparison with the room left first: nothing overflows, and no record reaches past the ring.
    private void check(final long position, final int index, final int length, final int type, final long number) {
        if (length < HEADER_LENGTH
                || length > capacity - index
                || type != PADDING && (length > longestRecord || !isMessage(type, length, number))) {
            throw implausible(position, index, length, type, number);
        }
    }

    private CorruptQueueException implausible(
            final long position, final int index, final int length, final int type, final long number) {
        return memory.corrupt(
                "the record at position " + position + " says that it has " + length + " bytes and type 0x"
                        + Integer.toHexString(type) + ", where item " + number + " is next, in a ring of "
                        + capacity + " with "
                        + (capacity - index) + " to its end");
    }

    private static boolean isMessage(final int type, final int length, final long number) {
        final int kind = QueueDescriptor.kind(type);
        return type == QueueDescriptor.type(kind, number)
                && kind != 0
                && (!isReference(type) || length == QueueDescriptor.REFERENCE_LENGTH + HEADER_LENGTH);
    }

    // A multiple of 8 whatever the position: a header never reaches past the ring.
    private int index(final long position) {
        return (int) position & (capacity - RecordDescriptor.ALIGNMENT);
    }

    // ---- after a death

    @Override
    boolean isHalfDone() {
        return control.getLongVolatile(QueueDescriptor.IN_HAND_OFFSET) != 0 || users.isSettling();
    }

    @Override
    void mendAfter(final int dead) {
        users.finishSettling();
        spares.mend();
        final int next = next();
        final long inHand = control.getLong(QueueDescriptor.IN_HAND_OFFSET);
        final long stored = control.getLong(QueueDescriptor.TAKEN_NUMBER_OFFSET);
        final long taken = next != NONE
                ? QueueDescriptor.number(ring.getInt(typeOffset(next)), stored) - 1
                : inHand != 0 ? inHand : stored; // what was in hand would be there, had the head not moved
        if (inHand != 0 && inHand <= taken) {
            // Not by the number of who died last: that one may have died over mending this.
            users.putTakenOf(
                    (int) control.getLong(QueueDescriptor.IN_HAND_PROCESS_OFFSET),
                    control.getLong(QueueDescriptor.IN_HAND_COUNT_OFFSET));
        }
        control.putLongRelease(QueueDescriptor.TAKEN_NUMBER_OFFSET, taken);
        control.putLongRelease(QueueDescriptor.IN_HAND_OFFSET, 0);
        final long payload = control.getLong(QueueDescriptor.TAKE_PAYLOAD_OFFSET);
        if (payload != 0) {
            if (next == NONE || !isReference(ring.getInt(typeOffset(next))) || reference(next) != payload) {
                Payloads.release(memory, payload);
            }
            control.putLongRelease(QueueDescriptor.TAKE_PAYLOAD_OFFSET, 0);
        }
    }

    /** Index of the next message's record, or -1 if there is none. */
    private int next() {
        long position = control.getLong(QueueDescriptor.HEAD_OFFSET);
        for (int looks = 0; looks < 2; looks++) {
            final int index = index(position);
            final int length = ring.getIntVolatile(lengthOffset(index));
            if (length <= 0) {
                return NONE;
            }
            if (ring.getInt(typeOffset(index)) != PADDING) {
                return index;
            }
            position += QueueDescriptor.aligned(length);
        }
        throw memory.corrupt("two paddings stand one behind the other at its head");
    }

    private long reference(final int index) {
        return index + HEADER_LENGTH < capacity ? ring.getLong(index + HEADER_LENGTH) : 0; // 0: no record of ours
    }

    private static boolean isReference(final int type) {
        return (QueueDescriptor.kind(type) & QueueDescriptor.PAYLOAD) != 0;
    }
}
