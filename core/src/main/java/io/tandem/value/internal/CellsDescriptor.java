package io.tandem.value.internal;

import io.tandem.segment.internal.Layouts;
import io.tandem.sync.internal.RobustLock;

/**
 * The body of the segment of a list, or of an array of records, little-endian.
 *
 * <pre>
 *     0  +------------------------------------------------------------+
 *        | body version                                               |  4   creator, once, before the name exists
 *   128  +------------------------------------------------------------+
 *        | lock for its users, and who died in it: {@link Guard}            | 24
 *   256  +------------------------------------------------------------+
 *        | 16 writers' locks, {@link RobustLock}, 128 bytes apart           | 16 each
 *  2304  +------------------------------------------------------------+
 *        | cells, one after the other: {@link CellGeometry}, copy 0 right   |      under the writers' lock of their index,
 *        | behind the sequence                                        |      modulo 16
 *        +------------------------------------------------------------+
 * </pre>
 *
 * <p>A cell of a list holds nothing, which is null, or a value as a message is encoded ({@code tagged/1}); the header's configuration
 * has the {@code length} and {@code max-bytes}, the most that a value takes without its tag. A cell of an array holds a record as a
 * message is encoded; the configuration has the {@code type}, the {@code length}, and the longest {@code strings}. The room of a cell
 * is the longest of these, up to the next multiple of 8.
 */
final class CellsDescriptor {
    static final int VERSION = 1;

    static final int GUARD_OFFSET = Layouts.HOT_WORD_DISTANCE;
    static final int WRITERS_OFFSET = GUARD_OFFSET + Guard.LENGTH;
    static final int WRITERS = 16;
    static final int CELLS_OFFSET = WRITERS_OFFSET + WRITERS * Layouts.HOT_WORD_DISTANCE;

    private CellsDescriptor() {}

    static CellGeometry geometry(final int room) {
        return new CellGeometry(
                CELLS_OFFSET, room, CellGeometry.SEQUENCE_LENGTH, CellGeometry.COPY_BYTES_OFFSET + room);
    }
}
