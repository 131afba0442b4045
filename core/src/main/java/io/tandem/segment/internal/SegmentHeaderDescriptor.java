package io.tandem.segment.internal;

/**
 * The first 4096 bytes of every shared object's file.
 *
 * <pre>
 *      0  +-------------------------------+
 *         | magic "TANDEMSG"              |  8
 *      8  | layout version                |  4   published last
 *     12  | kind                          |  4
 *     16  | object id                     |  8
 *     24  | total length of the file      |  8
 *     32  | creator's process number      |  4
 *     36  | flags: 1 named, 2 deleted     |  4
 *     40  | domain's incarnation          |  8
 *     48  | length of the name            |  4
 *     52  | name                          |  200
 *    252  | length of the configuration   |  4
 *    256  | configuration, UTF-8 lines    |  1792
 *         |   key=value, sorted           |
 *   2048  | holder table, 256 words of    |  2048
 *         |   transit:1 canWake:1         |
 *         |   id:30 count:32              |
 *   4096  +-------------------------------+
 *         | body                          |
 * </pre>
 *
 * <p>Little-endian. Everything above the holder table, the flags apart, is written once by the creator, while the file
 * still has its temporary name, which nobody else opens; the layout version last. The deleted flag is set once, by
 * whoever removed the name. A holder's word is changed by compare-and-set alone, by any process; the top bit says that the
 * id is an object's (a channel with undelivered handles in it) and not a process's; canWake is set by that process itself. A
 * new holder takes the first word that holds nothing, and a word that was used never becomes 0 again: behind a 0 there are only
 * zeros, so that who reads the table before each sleep stops there.
 *
 * <p>What a death leaves, step by step. Creation: {@code temporary/<n>-<id>} until the end (removed by whoever finds n dead);
 * then {@code objects/<id>} too, which has the creator as its only holder and, if it was to be named, no name: removed by a
 * sweep like every object whose holders are dead; then {@code names/<NAME>}: the object is complete. Opening: a hold of a dead
 * process, which counts for nothing and is cleared by a sweep or by whoever needs the slot. Closing: an object without
 * holders, removed by a sweep. Deletion: removing the name is the one step that decides; an object that was to be named and
 * isn't any more goes with its last holder, or by a sweep.
 */
final class SegmentHeaderDescriptor {
    static final long MAGIC = Layouts.magic("TANDEMSG");
    static final int VERSION = 2;

    static final int MAGIC_OFFSET = 0;
    static final int VERSION_OFFSET = MAGIC_OFFSET + Long.BYTES;
    static final int KIND_OFFSET = VERSION_OFFSET + Integer.BYTES;
    static final int OBJECT_ID_OFFSET = KIND_OFFSET + Integer.BYTES;
    static final int TOTAL_LENGTH_OFFSET = OBJECT_ID_OFFSET + Long.BYTES;
    static final int CREATOR_OFFSET = TOTAL_LENGTH_OFFSET + Long.BYTES;
    static final int FLAGS_OFFSET = CREATOR_OFFSET + Integer.BYTES;
    static final int INCARNATION_OFFSET = FLAGS_OFFSET + Integer.BYTES;
    static final int NAME_LENGTH_OFFSET = INCARNATION_OFFSET + Long.BYTES;
    static final int NAME_OFFSET = NAME_LENGTH_OFFSET + Integer.BYTES;
    static final int CONFIGURATION_LENGTH_OFFSET = NAME_OFFSET + NameRules.MAX_LENGTH;
    static final int CONFIGURATION_OFFSET = CONFIGURATION_LENGTH_OFFSET + Integer.BYTES;
    static final int HOLDERS_OFFSET = 2048;
    static final int MAX_CONFIGURATION_LENGTH = HOLDERS_OFFSET - CONFIGURATION_OFFSET;
    static final int HOLDER_COUNT = 256;
    static final int LENGTH = HOLDERS_OFFSET + HOLDER_COUNT * Long.BYTES;

    static final int FLAG_NAMED = 1;
    static final int FLAG_DELETED = 2;

    /** A word that held something once. */
    static final long VACATED = 1L << 63;

    private static final long TRANSIT = 1L << 63;
    private static final long CAN_WAKE = 1L << 62;
    private static final long COUNT_MASK = 0xFFFF_FFFFL;

    private SegmentHeaderDescriptor() {}

    static int holderOffset(final int slot) {
        return HOLDERS_OFFSET + slot * Long.BYTES;
    }

    static long holderWord(final boolean transit, final boolean canWake, final long id, final long count) {
        return (transit ? TRANSIT : 0) | (canWake ? CAN_WAKE : 0) | id << 32 | count;
    }

    static boolean isTransit(final long word) {
        return (word & TRANSIT) != 0;
    }

    static boolean canWake(final long word) {
        return (word & CAN_WAKE) != 0;
    }

    static long withCanWake(final long word) {
        return word | CAN_WAKE;
    }

    static int id(final long word) {
        return (int) (word >>> 32) & Layouts.MAX_ID;
    }

    static long count(final long word) {
        return word & COUNT_MASK;
    }

    /** Whether anything is counted in a word. */
    static boolean isHold(final long word) {
        return count(word) != 0 && id(word) != 0;
    }

    /** Whether a word counts holds of this process or, in transit, of this channel. */
    static boolean isHoldOf(final long word, final boolean transit, final long id) {
        return isHold(word) && isTransit(word) == transit && id(word) == id;
    }
}
