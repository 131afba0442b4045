package io.tandem.manager.internal;

/**
 * Layout of a snapshot in a file. Numbers are little-endian and not aligned.
 *
 * <pre>
 *   header     0       8         12       16
 *              +-------+---------+--------+
 *              | magic | version | names  |
 *              +-------+---------+--------+
 *   then       +-----------+-----------+- - - - - - - - - +
 *   each name  | object: 4 | length: 4 | UTF-8            |
 *              +-----------+-----------+- - - - - - - - - +
 *   then       +-----------+-----------+- - - - - - - - - +
 *   each obj.  | kind: 4   | length: 4 | serialized array |
 *              +-----------+-----------+- - - - - - - - - +
 *   then       +-----------+
 *   each obj.  | object: 4 |
 *              +-----------+
 *   trailer    +------------+-----------+
 *              | objects: 4 | CRC32C: 4 |
 *              +------------+-----------+
 * </pre>
 *
 * Objects are numbered from 1 in the order in which they stand there; 0 is the manager. The array is what {@link ProxyKind#contents} gives, with a
 * {@link SnapshotToken} for each proxy. The numbers before the trailer say in which order objects are to be filled: those that one holds come
 * before it, so that hash codes are what they were, unless they hold each other. The checksum is of all bytes before it.
 */
final class SnapshotDescriptor {
    /** "TANDEMMS", as text. */
    static final long MAGIC = 0x534d_4d45_444e_4154L;

    static final int VERSION = 1;

    static final int MAGIC_OFFSET = 0;
    static final int VERSION_OFFSET = 8;
    static final int NAMES_OFFSET = 12;
    static final int HEADER_LENGTH = 16;

    /** Of a name, or an object: two numbers. */
    static final int PREFIX_LENGTH = 8;

    static final int TRAILER_LENGTH = 8;
    static final int CHECKSUM_LENGTH = Integer.BYTES;

    /** What an object takes at least: its prefix, and a place in the order. */
    static final int LEAST_OBJECT_LENGTH = PREFIX_LENGTH + Integer.BYTES;

    /** The number that stands for the manager. */
    static final int MANAGER = 0;

    static final int LIST = 1;
    static final int MAP = 2;
    static final int SET = 3;
    static final int VALUE = 4;

    private SnapshotDescriptor() {}

    /** What stands for a kind. */
    static int code(final ProxyKind kind) {
        return switch (kind) {
            case LIST -> LIST;
            case MAP -> MAP;
            case SET -> SET;
            case VALUE -> VALUE;
            case SERVICE, MANAGER -> throw new IllegalStateException("A snapshot has no " + kind.words() + ".");
        };
    }

    /** The kind that something stands for. */
    static ProxyKind kind(final int code) {
        return switch (code) {
            case LIST -> ProxyKind.LIST;
            case MAP -> ProxyKind.MAP;
            case SET -> ProxyKind.SET;
            case VALUE -> ProxyKind.VALUE;
            default -> throw new IllegalArgumentException("an object is of the unknown kind " + code);
        };
    }
}
