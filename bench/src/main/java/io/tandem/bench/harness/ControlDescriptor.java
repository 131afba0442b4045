package io.tandem.bench.harness;

/**
 * The file through which the driver leads its peer.
 *
 * <pre>
 *     0 +----------------+
 *       | magic          |  driver, before the peer is started
 *   128 +----------------+
 *       | command        |  driver: number of the command, released last
 *       | what           |  driver
 *       | subject        |  driver
 *       | operations     |  driver
 *   256 +----------------+
 *       | state          |  peer: twice the number once it has begun, and one more once it is done
 *       | allocated      |  peer: bytes, before it is done
 *       | waited         |  peer: nanoseconds without a processor, before it is done
 *   384 +----------------+
 *       | ping           |  driver
 *   512 +----------------+
 *       | pong           |  peer
 *   640 +----------------+
 * </pre>
 *
 * <p>What two processes write is 128 bytes apart: processors fetch lines of 64 in pairs. Lives for one run of one build,
 * hence no version besides the magic. Whoever dies ends the run.
 */
final class ControlDescriptor {
    /** The name of the file. */
    static final String FILE = "control";
    /** What stands first. */
    static final long MAGIC = 0x54414e44424e4331L;

    private static final int APART = 128;

    static final int MAGIC_OFFSET = 0;
    static final int COMMAND_OFFSET = MAGIC_OFFSET + APART;
    static final int WHAT_OFFSET = COMMAND_OFFSET + Long.BYTES;
    static final int SUBJECT_OFFSET = WHAT_OFFSET + Integer.BYTES;
    static final int OPERATIONS_OFFSET = SUBJECT_OFFSET + Integer.BYTES;
    static final int STATE_OFFSET = COMMAND_OFFSET + APART;
    static final int ALLOCATED_OFFSET = STATE_OFFSET + Long.BYTES;
    static final int WAITED_OFFSET = ALLOCATED_OFFSET + Long.BYTES;
    static final int PING_OFFSET = STATE_OFFSET + APART;
    static final int PONG_OFFSET = PING_OFFSET + APART;
    static final int LENGTH = PONG_OFFSET + APART;

    private ControlDescriptor() {}
}
