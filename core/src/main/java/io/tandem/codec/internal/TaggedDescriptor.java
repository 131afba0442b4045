package io.tandem.codec.internal;

/**
 * Layout of a tagged message. Numbers are little-endian and not aligned; the length of the message gives the length of
 * the value, so none stands in it.
 *
 * <pre>
 *   0      1
 *   +------+----------------------------------------------------------------+
 *   | tag  | value: a primitive, characters, elements, or a serialized object |
 *   +------+----------------------------------------------------------------+
 * </pre>
 *
 * The sender writes all of it before the channel publishes the message; nobody writes it after that. A sender that dies
 * in between leaves bytes that are never published.
 */
final class TaggedDescriptor {
    /** Stands in the name of the codec. */
    static final int VERSION = 1;

    static final int TAG_OFFSET = 0;
    static final int VALUE_OFFSET = TAG_OFFSET + Byte.BYTES;

    /** 0 is no tag: zeroed memory is never a message. */
    static final byte BOOLEAN = 1;

    static final byte BYTE = 2;
    static final byte SHORT = 3;
    static final byte CHARACTER = 4;
    static final byte INTEGER = 5;
    static final byte LONG = 6;
    static final byte FLOAT = 7;
    static final byte DOUBLE = 8;
    /** A string whose characters are all below 256, a byte each. */
    static final byte LATIN1 = 9;
    /** Any other string, two bytes a character, unpaired surrogates included. */
    static final byte UTF16 = 10;

    /** The first of eight kinds of arrays: {@link PrimitiveArray}. */
    static final byte BOOLEANS = 11;

    static final byte BYTES = 12;
    static final byte SHORTS = 13;
    static final byte CHARACTERS = 14;
    static final byte INTEGERS = 15;
    static final byte LONGS = 16;
    static final byte FLOATS = 17;
    static final byte DOUBLES = 18;
    /** A stream of JDK serialization, its header included. */
    static final byte OBJECT = 19;

    private TaggedDescriptor() {}

    /** {@return for error messages, what has a tag} */
    static String describe(final byte tag) {
        return switch (tag) {
            case BOOLEAN -> "a Boolean";
            case BYTE -> "a Byte";
            case SHORT -> "a Short";
            case CHARACTER -> "a Character";
            case INTEGER -> "an Integer";
            case LONG -> "a Long";
            case FLOAT -> "a Float";
            case DOUBLE -> "a Double";
            case LATIN1, UTF16 -> "a String";
            case BOOLEANS -> "a boolean[]";
            case BYTES -> "a byte[]";
            case SHORTS -> "a short[]";
            case CHARACTERS -> "a char[]";
            case INTEGERS -> "an int[]";
            case LONGS -> "a long[]";
            case FLOATS -> "a float[]";
            case DOUBLES -> "a double[]";
            case OBJECT -> "a serialized object";
            default -> "something with the unknown tag " + tag;
        };
    }
}
