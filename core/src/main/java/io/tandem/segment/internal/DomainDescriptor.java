package io.tandem.segment.internal;

/**
 * The file {@code domain}: who counts the numbers of a domain.
 *
 * <pre>
 *      0  +-------------------------------+
 *         | magic "TANDEMDM"              |  8
 *      8  | layout version                |  4
 *     12  | flags (bit 0: group mode)     |  4
 *     16  | incarnation, random           |  8
 *         |  ...                          |
 *    128  | next process number           |  8
 *         |  ...                          |
 *    256  | next object id                |  8
 *         |  ...                          |
 *   4096  +-------------------------------+
 * </pre>
 *
 * <p>Little-endian. The first 24 bytes are written once, before the file gets its name. Both counters start at 1 and are
 * moved by atomic addition alone, by any process; nothing below a counter is ever given out again. A process that dies
 * between the addition and its use leaves a gap, which nobody minds. A process that dies while it makes this file leaves
 * {@code temporary/domain-*}, which whoever sweeps removes; linking it to its name decides which of several wins.
 */
final class DomainDescriptor {
    static final long MAGIC = Layouts.magic("TANDEMDM");
    static final int VERSION = 1;

    static final int MAGIC_OFFSET = 0;
    static final int VERSION_OFFSET = MAGIC_OFFSET + Long.BYTES;
    static final int FLAGS_OFFSET = VERSION_OFFSET + Integer.BYTES;
    static final int INCARNATION_OFFSET = FLAGS_OFFSET + Integer.BYTES;
    static final int NEXT_PROCESS_OFFSET = Layouts.HOT_WORD_DISTANCE;
    static final int NEXT_OBJECT_OFFSET = NEXT_PROCESS_OFFSET + Layouts.HOT_WORD_DISTANCE;
    static final int LENGTH = 4096;

    static final int FLAG_GROUP = 1;

    private DomainDescriptor() {}
}
