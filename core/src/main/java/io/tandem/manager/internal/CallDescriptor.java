package io.tandem.manager.internal;

/**
 * Layout of a message between a client and a server. Numbers are little-endian and not aligned.
 *
 * <pre>
 *   0      1       2       4           8      16       24       32
 *   +------+-------+-------+-----------+------+--------+--------+- - - - - - - - - - - - - - - - -
 *   | kind | flags | count | operation | line | object | number | count times: length: 4 | tagged value
 *   +------+-------+-------+-----------+------+--------+--------+- - - - - - - - - - - - - - - - -
 * </pre>
 *
 * A length of -1 is null; one of -2 - n stands for n bytes of a value that is a {@link BareFunction}. {@code line} has the client's process number
 * in front, then the number of its link, then that of the line in it; {@code number} counts the calls of a line.
 * The sender writes all of it before the queue publishes the message; nobody writes it after that.
 */
final class CallDescriptor {
    /** Stands in the name of the codec. */
    static final int VERSION = 1;

    static final int KIND_OFFSET = 0;
    static final int FLAGS_OFFSET = 1;
    static final int COUNT_OFFSET = 2;
    static final int OPERATION_OFFSET = 4;
    static final int LINE_OFFSET = 8;
    static final int OBJECT_OFFSET = 16;
    static final int NUMBER_OFFSET = 24;
    static final int VALUES_OFFSET = 32;

    static final int NULL_LENGTH = -1;
    /** Of a function of no bytes. */
    static final int FUNCTION_LENGTH = -2;

    static final int MOST_VALUES = Short.MAX_VALUE;

    /** Shared objects came with this very message. */
    static final byte WITH_HANDLES = 1;
    /** The method says that it may be interrupted. */
    static final byte INTERRUPTIBLE = 2;

    // ---- to the server

    /** A line opens; the value is its queue for answers. It is answered. */
    static final byte HELLO = 1;
    /** Executes an operation of an object; the values are its arguments. */
    static final byte CALL = 2;
    /** So many of the references to an object that the client was given are gone. */
    static final byte RELEASE = 3;
    /** The thread that waits for a call was interrupted. */
    static final byte INTERRUPT = 4;
    /** The client goes, with all its lines and references. */
    static final byte BYE = 5;
    /** End, when the calls that run are over. */
    static final byte STOP = 6;

    // ---- to the client

    /** The value is the result. */
    static final byte RETURNED = 16;
    /** The value is an exception, as bytes. */
    static final byte THREW = 17;

    private CallDescriptor() {}
}
