package io.tandem.value.internal;

import io.tandem.segment.internal.Layouts;
import io.tandem.sync.internal.RobustLock;
import org.agrona.BitUtil;

/**
 * The body of a shared record's segment, little-endian.
 *
 * <pre>
 *     0  +------------------------------------------------------------+
 *        | body version                                               |  4   creator, once, before the name exists
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
 * </pre>
 *
 * <p>The sequence and both copies are a cell: {@link CellGeometry}, which tells what they hold, and what a death leaves.
 */
final class RecordDescriptor {
    static final int VERSION = 1;

    static final int SEQUENCE_OFFSET = Layouts.HOT_WORD_DISTANCE;
    static final int WRITERS_OFFSET = SEQUENCE_OFFSET + Layouts.HOT_WORD_DISTANCE;
    static final int GUARD_OFFSET = WRITERS_OFFSET + Layouts.HOT_WORD_DISTANCE;
    static final int COPIES_OFFSET = GUARD_OFFSET + Guard.LENGTH;

    private RecordDescriptor() {}

    static CellGeometry geometry(final int room) {
        return new CellGeometry(
                SEQUENCE_OFFSET,
                room,
                COPIES_OFFSET - SEQUENCE_OFFSET,
                BitUtil.align(CellGeometry.COPY_BYTES_OFFSET + room, Layouts.HOT_WORD_DISTANCE));
    }
}
