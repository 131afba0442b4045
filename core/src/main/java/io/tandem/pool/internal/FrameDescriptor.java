package io.tandem.pool.internal;

/**
 * Layout of a message between a pool and a worker. Numbers are little-endian and not aligned.
 *
 * <pre>
 *   0      1      2       3         4      8      16         24      28    32      40      48
 *   +------+------+-------+---------+------+------+----------+-------+-----+-------+-------+- - - - -
 *   | kind | form | flags | attempt | slot | task | function | first | end | index | nanos | body
 *   +------+------+-------+---------+------+------+----------+-------+-----+-------+-------+- - - - -
 *
 *   NOTHING: none          ONE: one tagged value, to the end
 *   MANY:    count: 4 | (length: 4 | tagged value) ...          a length of -1 is null
 *   PACKED:  one tagged array, which stands for its elements
 * </pre>
 *
 * {@code first} and {@code end} are items of a chunk, counted within its body: those to run in a task, those told of in an
 * answer. {@code index} is the number that the body's first item has in its call, {@code nanos} a task's time limit (0 for none);
 * in a {@link #DONE} they say how many items have run since its task began, and for how long. In what a task submits, {@code slot} is its priority, and {@code attempt} how often it may
 * be run again (-1 for as often as the pool says). The sender writes all of it before the queue publishes the message; nobody writes it after that.
 */
final class FrameDescriptor {
    /** Stands in the name of the codec. */
    static final int VERSION = 2;

    static final int KIND_OFFSET = 0;
    static final int FORM_OFFSET = 1;
    static final int FLAGS_OFFSET = 2;
    static final int ATTEMPT_OFFSET = 3;
    static final int SLOT_OFFSET = 4;
    static final int TASK_OFFSET = 8;
    static final int FUNCTION_OFFSET = 16;
    static final int FIRST_OFFSET = 24;
    static final int END_OFFSET = 28;
    static final int INDEX_OFFSET = 32;
    static final int NANOS_OFFSET = 40;
    static final int BODY_OFFSET = 48;

    /** The body has shared objects in it that came with this very message. */
    static final byte WITH_HANDLES = 1;
    /** The body is one or more items, to each of which the function is applied. */
    static final byte CHUNK = 2;
    /** A task that its worker may run while another one of it waits for it. */
    static final byte HELP = 4;
    /** Of an answer: the worker had no memory left, and had better not go on. */
    static final byte SICK = 8;
    /** Of a request to cancel: interrupt the task if it runs, and end its worker if that doesn't help. */
    static final byte INTERRUPT = 16;

    // ---- to the worker

    /** Apply a function to the body; with function 0 the body is the function. */
    static final byte TASK = 1;
    /** A function: its serialized form is the body. Either way. */
    static final byte DEFINE = 2;
    /** A function isn't needed any more. Either way. */
    static final byte FORGET = 3;
    /** End, when everything before this is done. */
    static final byte STOP = 4;
    /** Interrupt a task, if it is the one that runs; from a worker: cancel one that it has submitted. */
    static final byte CANCEL = 5;
    /** Tell what all threads do. */
    static final byte DUMP = 6;
    /** Look at a chunk now and then, and tell what it has done. From the worker itself. */
    static final byte WATCH = 7;

    // ---- to the pool; what answers a task goes on to the worker whose task has submitted it

    /** Its initializer has run. */
    static final byte READY = 16;
    /** Its initializer has failed; the body is the exception. */
    static final byte INITIALIZER_FAILED = 17;
    /** A task is over; the body is what it, or the last items of it, returned. */
    static final byte DONE = 18;
    /** A task has thrown the body. */
    static final byte FAILED = 19;
    /** What all threads do, as text. */
    static final byte DUMPED = 20;
    /** Items of a chunk have returned the body; it goes on. */
    static final byte PART = 21;
    /** An item of a chunk has thrown the body; it goes on. */
    static final byte PART_FAILED = 22;
    /** A task of a task, in the numbers of its worker. */
    static final byte SUBMIT = 23;
    /** A task waits for those that it has submitted. */
    static final byte WAITING = 24;
    /** It waits no more. */
    static final byte RESUMED = 25;

    // ---- forms of the body

    static final byte NOTHING = 0;
    static final byte ONE = 1;
    static final byte MANY = 2;
    static final byte PACKED = 3;

    private FrameDescriptor() {}
}
