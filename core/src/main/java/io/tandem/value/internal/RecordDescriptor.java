package io.tandem.value.internal;

import io.tandem.segment.internal.Layouts;
import io.tandem.sync.internal.RobustLock;
import org.agrona.BitUtil;

/**
 * The body of a shared record's segment, in the machine's byte order.
 *
 * <pre>
 *     0  +------------------------------------------------------------+
 *        | layout version                                             |  4   creator, once, before the name exists
 *   128  +------------------------------------------------------------+
 *        | sequence: how often it was written                         |  8   under the writers' lock
 *   256  +------------------------------------------------------------+
 *        | writers' lock: {@link RobustLock}                                | 16
 *   384  +------------------------------------------------------------+
 *        | lock for its users, and who died in it: {@link Guard}            | 24
 *   512  +------------------------------------------------------------+
 *        | copy 0                                                     |      under the writers' lock, while the sequence is odd
 *        +------------------------------------------------------------+      at a multiple of 128
 *        | copy 1                                                     |      under the writers' lock, while it is even
 *        +------------------------------------------------------------+
 *
 *   copy:
 *     0  +------------------------------------------------------------+
 *        | length of the record                                       |  4
 *     8  +------------------------------------------------------------+
 *        | record, as codecs encode it, zeros up to a multiple of 8   |
 *        +------------------------------------------------------------+
 * </pre>
 *
 * <p>The low bit of the sequence says which copy is current. A writer fills the other one and then stores the next sequence, with
 * release. Dead before that: the old record is current, and what the dead one has filled is nobody's. Dead after it: the new one.
 * Either way there is nothing to mend.
 *
 * <p>A reader takes the sequence, the copy, and the sequence again. If that is the same, nobody has begun to write to this copy:
 * whoever does has stored the next sequence first.
 */
final class RecordDescriptor {
    static final int VERSION = 1;

    static final int VERSION_OFFSET = 0;
    static final int SEQUENCE_OFFSET = Layouts.HOT_WORD_DISTANCE;
    static final int WRITERS_OFFSET = SEQUENCE_OFFSET + Layouts.HOT_WORD_DISTANCE;
    static final int GUARD_OFFSET = WRITERS_OFFSET + Layouts.HOT_WORD_DISTANCE;
    static final int COPIES_OFFSET = GUARD_OFFSET + Layouts.HOT_WORD_DISTANCE;

    static final int COPY_LENGTH_OFFSET = 0;
    static final int COPY_RECORD_OFFSET = 8;

    private RecordDescriptor() {}

    /** Bytes of a copy of at most so many bytes. */
    private static int copyLength(final int room) {
        return BitUtil.align(COPY_RECORD_OFFSET + room, Layouts.HOT_WORD_DISTANCE);
    }

    /** Where the copy is that is current at a sequence. */
    static int copyOffset(final long sequence, final int room) {
        return COPIES_OFFSET + (int) (sequence & 1) * copyLength(room);
    }

    static int length(final int room) {
        return COPIES_OFFSET + 2 * copyLength(room);
    }
}
