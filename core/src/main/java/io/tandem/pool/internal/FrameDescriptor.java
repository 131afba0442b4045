package io.tandem.pool.internal;

/**
 * Layout of a message between a pool and a worker. Numbers are little-endian and not aligned.
 *
 * <pre>
 *   0      1      2       3      4      8      16         24
 *   +------+------+-------+------+------+------+----------+- - - - -
 *   | kind | form | flags | (0)  | slot | task | function | body
 *   +------+------+-------+------+------+------+----------+- - - - -
 *
 *   NOTHING: none          ONE: one tagged value, to the end
 *   MANY:    count: 4 | (length: 4 | tagged value) ...          a length of -1 is null
 * </pre>
 *
 * The sender writes all of it before the queue publishes the message; nobody writes it after that.
 */
final class FrameDescriptor {
    /** Stands in the name of the codec. */
    static final int VERSION = 1;

    static final int KIND_OFFSET = 0;
    static final int FORM_OFFSET = 1;
    static final int FLAGS_OFFSET = 2;
    static final int SLOT_OFFSET = 4;
    static final int TASK_OFFSET = 8;
    static final int FUNCTION_OFFSET = 16;
    static final int BODY_OFFSET = 24;

    /** The body has shared objects in it that came with this very message. */
    static final byte WITH_HANDLES = 1;

    // ---- to the worker

    /** Apply a function to the body; with function 0 the body is the function. */
    static final byte TASK = 1;
    /** A function: its serialized form is the body. */
    static final byte DEFINE = 2;
    /** A function isn't needed any more. */
    static final byte FORGET = 3;
    /** End, when everything before this is done. */
    static final byte STOP = 4;
    /** Interrupt a task, if it is the one that runs. */
    static final byte CANCEL = 5;
    /** Tell what all threads do. */
    static final byte DUMP = 6;

    // ---- to the pool

    /** Its initializer has run. */
    static final byte READY = 16;
    /** Its initializer has failed; the body is the exception. */
    static final byte INITIALIZER_FAILED = 17;
    /** A task has returned the body. */
    static final byte DONE = 18;
    /** A task has thrown the body. */
    static final byte FAILED = 19;
    /** What all threads do, as text. */
    static final byte DUMPED = 20;

    // ---- forms of the body

    static final byte NOTHING = 0;
    static final byte ONE = 1;
    static final byte MANY = 2;

    private FrameDescriptor() {}
}
