package io.tandem.segment.internal;

/**
 * The file {@code processes/<n>}: who process n is. The kernel's locks on it say whether it lives.
 *
 * <pre>
 *      0  +-------------------------------+
 *         | magic "TANDEMPR"              |  8
 *      8  | layout version                |  4
 *     12  | process number                |  4
 *     16  | pid namespace (inode), or 0   |  8
 *     24  | boot id, most significant     |  8
 *     32  | boot id, least significant    |  8
 *     40  | start time, clock ticks       |  8
 *     48  | pid, or 0                     |  4
 *     52  | length of the name            |  4
 *     56  | token, random                 |  8
 *     64  | name, UTF-8                   |  200
 *         |  ...                          |
 *    512  +-------------------------------+
 * </pre>
 *
 * <p>Little-endian. Locks: a JDK (POSIX) lock on byte 0 of a JVM that nobody of Tandem started, and an open-file-description
 * lock on byte 1, taken by the parent of a child, or by such a JVM once it can; bytes and record have nothing else to do
 * with each other.
 *
 * <p>Written by whoever makes the file, under {@code temporary/process-<n>-<pid>-<start>-<namespace>}, which names its
 * maker, and locked, before it is linked to its number: so a process that starts is never taken for dead. Start time and
 * then pid of a child are written once more after the spawn, by its parent and by the child itself, with the same values.
 * A maker that dies before the link leaves a temporary file without a lock; a child whose parent dies before it records
 * the pid is judged by its lock alone until it has recorded the pid itself. Whoever finds the process dead removes the
 * file; a missing file means dead.
 */
final class ProcessFileDescriptor {
    static final long MAGIC = Layouts.magic("TANDEMPR");
    static final int VERSION = 1;

    static final int MAGIC_OFFSET = 0;
    static final int VERSION_OFFSET = MAGIC_OFFSET + Long.BYTES;
    static final int NUMBER_OFFSET = VERSION_OFFSET + Integer.BYTES;
    static final int NAMESPACE_OFFSET = NUMBER_OFFSET + Integer.BYTES;
    static final int BOOT_MOST_OFFSET = NAMESPACE_OFFSET + Long.BYTES;
    static final int BOOT_LEAST_OFFSET = BOOT_MOST_OFFSET + Long.BYTES;
    static final int START_TIME_OFFSET = BOOT_LEAST_OFFSET + Long.BYTES;
    static final int PID_OFFSET = START_TIME_OFFSET + Long.BYTES;
    static final int NAME_LENGTH_OFFSET = PID_OFFSET + Integer.BYTES;
    static final int TOKEN_OFFSET = NAME_LENGTH_OFFSET + Integer.BYTES;
    static final int NAME_OFFSET = TOKEN_OFFSET + Long.BYTES;
    static final int MAX_NAME_LENGTH = 200;
    static final int LENGTH = 512;

    /** Byte of the JDK lock. */
    static final long JDK_LOCK = 0;
    /** Byte of the open-file-description lock. */
    static final long DESCRIPTOR_LOCK = 1;

    private ProcessFileDescriptor() {}
}
