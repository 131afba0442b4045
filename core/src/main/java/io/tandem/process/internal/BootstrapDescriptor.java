package io.tandem.process.internal;

import io.tandem.segment.internal.Layouts;

/**
 * Layout of the body of a {@code BOOTSTRAP} segment: what a child is to run, and how that went.
 *
 * <pre>
 *      0  +------------------------------+
 *         | state                 int    |  child
 *    128  +------------------------------+
 *         | start called          long   |  parent, before the segment can be seen
 *         | main entered          long   |  child, before its state says ENTERED
 *         | target ready          long   |  child, before its state says READY
 *    256  +------------------------------+
 *         | description length    int    |  parent, before the segment can be seen
 *         | target length         int    |  parent, before the segment can be seen
 *         | failure text length   int    |  child, before its state says so
 *         | failure bytes length  int    |  child, before its state says so
 *    384  +------------------------------+
 *         | failure text          16 KiB |  child: UTF-8
 *         | failure bytes        112 KiB |  child: the exception, by ThrowableBytes
 * 131456  +------------------------------+
 *         | description                  |  parent, before the segment can be seen
 *         | target                       |  parent, before the segment can be seen: serialized
 *         +------------------------------+
 * </pre>
 *
 * <p>Times are {@code System.nanoTime()}, the system's monotonic clock, the same for all processes. The state moves
 * forward only, by release stores of the child's main thread; it tells how far a child came that died on its way. The
 * parent reads the rest of the child's words after the child's death alone, and takes a failure only from a state that
 * promises one.
 */
final class BootstrapDescriptor {
    static final int VERSION = 1;

    /** The child's JVM hasn't come to {@code main}. */
    static final int SPAWNED = 0;
    /** It has, and knows who it is. */
    static final int ENTERED = 1;
    /** It has its target and is about to run it. */
    static final int READY = 2;
    /** The target has returned. */
    static final int RETURNED = 3;
    /** It failed before its target; the failure is recorded. */
    static final int START_FAILED = 4;
    /** The target threw; the failure is recorded. */
    static final int TARGET_FAILED = 5;

    private static final int LINE = Layouts.HOT_WORD_DISTANCE;

    static final int STATE_OFFSET = 0;

    static final int STARTED_OFFSET = LINE;
    static final int ENTERED_OFFSET = STARTED_OFFSET + Long.BYTES;
    static final int READY_OFFSET = ENTERED_OFFSET + Long.BYTES;

    static final int DESCRIPTION_LENGTH_OFFSET = 2 * LINE;
    static final int TARGET_LENGTH_OFFSET = DESCRIPTION_LENGTH_OFFSET + Integer.BYTES;
    static final int FAILURE_TEXT_LENGTH_OFFSET = TARGET_LENGTH_OFFSET + Integer.BYTES;
    static final int FAILURE_BYTES_LENGTH_OFFSET = FAILURE_TEXT_LENGTH_OFFSET + Integer.BYTES;

    static final int FAILURE_TEXT_OFFSET = 3 * LINE;
    static final int FAILURE_TEXT_CAPACITY = 16 << 10;
    static final int FAILURE_BYTES_OFFSET = FAILURE_TEXT_OFFSET + FAILURE_TEXT_CAPACITY;
    static final int FAILURE_BYTES_CAPACITY = 112 << 10;

    static final int DESCRIPTION_OFFSET = FAILURE_BYTES_OFFSET + FAILURE_BYTES_CAPACITY;

    private BootstrapDescriptor() {}

    static long bodyLength(final int descriptionLength, final int targetLength) {
        return (long) DESCRIPTION_OFFSET + descriptionLength + targetLength;
    }
}
