package io.tandem.value.internal;

import io.tandem.segment.internal.Segment;
import org.agrona.concurrent.AtomicBuffer;

/**
 * Where the cells of an object are. A cell is something that is read and written as a whole, whatever its length:
 *
 * <pre>
 *     0  +------------------------------------------------------------+
 *        | sequence: how often it was written                         |  8   under the lock for it
 *        +------------------------------------------------------------+      at copiesOffset
 *        | copy 0                                                     |      under that lock, while the sequence is odd
 *        +------------------------------------------------------------+      copyLength after it
 *        | copy 1                                                     |      under that lock, while it is even
 *        +------------------------------------------------------------+
 *
 *   copy:
 *     0  +------------------------------------------------------------+
 *        | length of what it holds                                    |  4
 *     8  +------------------------------------------------------------+
 *        | what it holds, zeros up to a multiple of 8                 |
 *        +------------------------------------------------------------+
 * </pre>
 *
 * <p>The low bit of the sequence says which copy is current. A writer fills the other one and then stores the next sequence, with
 * release. Dead before that: what was there is current, and what the dead one has filled is nobody's. Dead after it: the new one.
 * Either way there is nothing to mend.
 *
 * <p>A reader takes the sequence, the copy, and the sequence again. If that is the same, nobody has begun to write to this copy:
 * whoever does has stored the next sequence first.
 *
 * @param start        of the first cell in the segment's body, a multiple of 8, as all of them.
 * @param room         in bytes, of what a cell holds.
 * @param copiesOffset from the sequence to copy 0.
 * @param copyLength   from copy 0 to copy 1, and to the end.
 */
record CellGeometry(int start, int room, int copiesOffset, int copyLength) {
    static final int SEQUENCE_OFFSET = 0;
    static final int SEQUENCE_LENGTH = Long.BYTES;

    static final int COPY_LENGTH_OFFSET = 0;
    static final int COPY_BYTES_OFFSET = 8;

    /** Most of what is seen as one buffer. */
    private static final int WINDOW = 1 << 30;

    /** {@return bytes of a cell} */
    int cellLength() {
        return copiesOffset + 2 * copyLength;
    }

    /** {@return where the copy is in its cell that is current at a sequence} */
    int copyOffset(final long sequence) {
        return copiesOffset + (int) (sequence & 1) * copyLength;
    }

    /** {@return where a cell is in the body} */
    long cellOffset(final long index) {
        return start + index * cellLength();
    }

    /** {@return bytes of a body with so many cells} */
    long bodyLength(final long count) {
        return cellOffset(count);
    }

    /** {@return the most cells that an address space may have room for} */
    long maxCount() {
        return (ArrayDescriptor.MAX_BYTES - start) / cellLength();
    }

    /** {@return how many cells a buffer has, as a power of two} */
    int windowShift() {
        return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(Math.max(1, WINDOW / cellLength()));
    }

    /** Fills a cell of a segment that nobody else can see. */
    void initialize(final Segment segment, final long index, final CellBytes value) {
        final AtomicBuffer cell = segment.buffer(cellOffset(index), cellLength());
        final int copy = copyOffset(0);
        cell.putInt(copy + COPY_LENGTH_OFFSET, value.length);
        cell.putBytes(copy + COPY_BYTES_OFFSET, value.bytes, 0, value.padded());
    }
}
