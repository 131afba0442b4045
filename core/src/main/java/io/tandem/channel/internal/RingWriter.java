package io.tandem.channel.internal;

import static org.agrona.concurrent.ringbuffer.RecordDescriptor.ALIGNMENT;
import static org.agrona.concurrent.ringbuffer.RecordDescriptor.HEADER_LENGTH;
import static org.agrona.concurrent.ringbuffer.RecordDescriptor.lengthOffset;
import static org.agrona.concurrent.ringbuffer.RecordDescriptor.typeOffset;
import static org.agrona.concurrent.ringbuffer.RingBuffer.PADDING_MSG_TYPE_ID;

import io.tandem.channel.RawConnection;
import io.tandem.segment.internal.Words;
import org.agrona.BitUtil;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Claims records in a ring laid out as by Agrona's {@code OneToOneRingBuffer}, with the tail and what is known of the head
 * kept on the heap: half the accesses to shared memory, and nothing that somebody else writes there is relied on. One thread
 * at a time; lengths are checked by the caller.
 *
 * <p>The order of stores is what {@link RingRecovery} builds on: tail; then whatever the receiver can reach; then the record's
 * own header. That of the last claim is written at its commit only, whole: one store less to the cache line that the receiver
 * watches. Until then its length is 0, as a gap's; another claim before that commit writes it, negative, first.
 *
 * <p>A run is several records of one length in one open claim: until it is published, its first header spans all of them, so
 * that nothing tells a run whose writer died from a single record of that length. The receiver meets whole cache lines
 * instead of following the writer's pen.
 */
final class RingWriter {
    static final int FULL = (int) RawConnection.BACK_PRESSURED;

    private static final int NONE = -1;

    /** Long enough to pay, and short enough that the receiver isn't left waiting for the rest of a batch. */
    private static final int LONGEST_RUN = 1024;

    private final Attachment attachment;
    /** Each index stems from a tail within the mask, or was checked by {@link #index}. */
    private final Words words;

    private final int capacity;
    private final int tailOffset;
    private final int headOffset;
    private long tail;
    /** The tail may get here without another look at the head. */
    private long limit;

    private int runRecords;
    /** Where the only open claim is whose header isn't in the ring yet, or {@link #NONE}. */
    private int open = NONE;

    private long openHeader;

    /**
     * Continues a mended ring.
     *
     * @param attachment of its sender.
     * @param ring       and its trailer.
     */
    RingWriter(final Attachment attachment, final AtomicBuffer ring) {
        this.attachment = attachment;
        words = Words.over(ring);
        capacity = attachment.memory().capacity();
        tailOffset = capacity + RingBufferDescriptor.TAIL_POSITION_OFFSET;
        headOffset = capacity + RingBufferDescriptor.HEAD_POSITION_OFFSET;
        tail = ring.getLongVolatile(tailOffset);
        limit = tail; // the first claim looks at the head, and checks it
    }

    /** Where the payload of a new record is, or {@link #FULL}. */
    int claim(final int type, final int length) {
        final int recordLength = length + HEADER_LENGTH;
        final int aligned = BitUtil.align(recordLength, ALIGNMENT);
        final long at = tail;
        final int index = (int) at & (capacity - 1);
        final int next = index + aligned;
        if (next >= capacity || at + aligned + HEADER_LENGTH - limit > 0) {
            return claimAtLimit(type, recordLength, aligned);
        }
        if (open >= 0) {
            showOpen();
        }
        tail = at + aligned;
        words.putLongRelease(tailOffset, at + aligned);
        words.putLong(next, 0L);
        open = index;
        openHeader = header(type, recordLength);
        return index + HEADER_LENGTH;
    }

    /**
     * Where the payload of the first of several new records is, or {@link #FULL}; how many there are is
     * {@link #runRecords}.
     */
    int claimRun(final int type, final int length, final int most) {
        final int aligned = BitUtil.align(length + HEADER_LENGTH, ALIGNMENT);
        final long at = tail;
        final int index = (int) at & (capacity - 1);
        final long room = Math.min(Math.min(capacity - 1 - index, limit - at - HEADER_LENGTH), LONGEST_RUN);
        final int records = Math.min((int) room / aligned, most);
        if (records < 2) {
            runRecords = 1;
            return claim(type, length);
        }
        if (open >= 0) {
            showOpen();
        }
        final int runLength = records * aligned;
        runRecords = records;
        tail = at + runLength;
        words.putLongRelease(tailOffset, at + runLength);
        words.putLong(index + runLength, 0L);
        words.putLong(index, header(type, -runLength));
        return index + HEADER_LENGTH;
    }

    /** How many records the last {@link #claimRun} has. */
    int runRecords() {
        return runRecords;
    }

    /** Where the payload of the record behind one of a run is, which becomes part of what the run publishes. */
    int next(final int payload, final int type, final int length) {
        final int index = payload - HEADER_LENGTH + BitUtil.align(length + HEADER_LENGTH, ALIGNMENT);
        words.putLong(index, header(type, length + HEADER_LENGTH));
        return index + HEADER_LENGTH;
    }

    /** Publishes the first records of a run, and turns the rest of it into padding. */
    void publishRun(final int claim, final int length, final int filled) {
        if (filled == 0) {
            abort(claim);
            return;
        }
        if (claim - HEADER_LENGTH == open) {
            commit(claim); // a run of one
            return;
        }
        final int index = index(claim);
        final int runLength = openLength(index);
        final int recordLength = length + HEADER_LENGTH;
        final int filledLength = filled * BitUtil.align(recordLength, ALIGNMENT);
        if (filledLength < runLength) {
            words.putLong(index + filledLength, header(PADDING_MSG_TYPE_ID, runLength - filledLength));
        }
        words.putIntRelease(lengthOffset(index), recordLength);
    }

    // Another claim comes before this one is committed: it is told from the rest of the gap by its length.
    private void showOpen() {
        final long header = openHeader;
        words.putLong(open, header(type(header), -(int) header));
        open = NONE;
    }

    void commit(final int claim) {
        if (claim - HEADER_LENGTH == open) {
            words.putLongRelease(open, openHeader);
            open = NONE;
            return;
        }
        final int index = index(claim);
        words.putIntRelease(lengthOffset(index), openLength(index));
    }

    void abort(final int claim) {
        if (claim - HEADER_LENGTH == open) {
            words.putLongRelease(open, header(PADDING_MSG_TYPE_ID, (int) openHeader));
            open = NONE;
            return;
        }
        final int index = index(claim);
        final int recordLength = openLength(index);
        words.putInt(typeOffset(index), PADDING_MSG_TYPE_ID);
        words.putIntRelease(lengthOffset(index), recordLength);
    }

    private int claimAtLimit(final int type, final int recordLength, final int aligned) {
        final long at = tail;
        final int index = (int) at & (capacity - 1);
        final int untilEnd = capacity - index;
        // Room for the header behind it is part of what is needed: it is cleared.
        final int padding =
                aligned > untilEnd || aligned + HEADER_LENGTH > untilEnd && aligned != untilEnd ? untilEnd : 0;
        if (at + padding + aligned + HEADER_LENGTH - limit > 0 && !hasRoom(at, padding + aligned + HEADER_LENGTH)) {
            return FULL;
        }
        if (open >= 0) {
            showOpen();
        }
        final long newTail = at + padding + aligned;
        final int record = padding == 0 ? index : 0;
        tail = newTail;
        words.putLongRelease(tailOffset, newTail);
        if (padding != 0) {
            words.putLong(0, 0L);
            words.putInt(typeOffset(index), PADDING_MSG_TYPE_ID);
            words.putIntRelease(lengthOffset(index), padding);
        }
        words.putLong((int) newTail & (capacity - 1), 0L);
        words.putLong(record, header(type, -recordLength));
        return record + HEADER_LENGTH;
    }

    private boolean hasRoom(final long at, final int needed) {
        final long head = words.getLongVolatile(headOffset);
        final long used = at - head;
        if (used < 0 || used > capacity) {
            if (attachment.isGoneByNow()) {
                throw attachment.refusal("finish sending"); // the memory was taken away meanwhile
            }
            throw attachment
                    .memory()
                    .corrupt("the head is " + head + " and the tail " + at + " in a ring of " + capacity);
        }
        limit = head + capacity;
        return needed <= capacity - used;
    }

    // Length and type in one store; a negative length is an open claim. Little-endian, as the layout is.
    private static long header(final int type, final int length) {
        return (long) type << Integer.SIZE | length & 0xFFFF_FFFFL;
    }

    private static int type(final long header) {
        return (int) (header >>> Integer.SIZE);
    }

    private int index(final int claim) {
        final int index = claim - HEADER_LENGTH;
        if ((index & (ALIGNMENT - 1 | -capacity)) != 0) {
            throw new IllegalArgumentException("No claim stands at " + claim + ": pass on what tryClaim returned.");
        }
        return index;
    }

    private int openLength(final int index) {
        final int length = words.getInt(lengthOffset(index));
        if (length >= 0) {
            throw new IllegalStateException("The claim at " + (index + HEADER_LENGTH)
                    + " isn't open: it was committed or aborted before, or never made.");
        }
        return -length;
    }
}
