package io.tandem.codec.internal;

import static io.tandem.codec.internal.TaggedDescriptor.TAG_OFFSET;
import static io.tandem.codec.internal.TaggedDescriptor.VALUE_OFFSET;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A primitive in the layout that {@link TaggedCodec} gives to its box, written and read without the box. All of them pass
 * through one code, as their bits in a long.
 */
public enum TaggedPrimitive {
    /** Its bits are the value. */
    LONG(TaggedDescriptor.LONG, Long.class, "a long"),
    /** Its bits are the value's, sign-extended or not. */
    INT(TaggedDescriptor.INTEGER, Integer.class, "an int"),
    /** Its bits are those of {@link Double#doubleToRawLongBits}. */
    DOUBLE(TaggedDescriptor.DOUBLE, Double.class, "a double");

    private final byte tag;
    private final Class<?> box;
    private final String phrase;
    private final boolean wide;
    private final int length;

    TaggedPrimitive(final byte tag, final Class<?> box, final String phrase) {
        this.tag = tag;
        this.box = box;
        this.phrase = phrase;
        final int size = Primitives.size(Primitives.unboxed(box));
        wide = size == Long.BYTES;
        length = VALUE_OFFSET + size;
    }

    /** {@return the class of the boxed values} */
    public Class<?> box() {
        return box;
    }

    /** {@return its length as a message} */
    public int length() {
        return length;
    }

    /** Writes a whole message. */
    public void write(final long bits, final MutableDirectBuffer target, final int offset) {
        target.putByte(offset + TAG_OFFSET, tag);
        if (wide) {
            target.putLong(offset + VALUE_OFFSET, bits);
        } else {
            target.putInt(offset + VALUE_OFFSET, (int) bits);
        }
    }

    /** {@return whether a message, which lies within its buffer, is one of these} */
    public boolean isAt(final DirectBuffer source, final int offset, final int messageLength) {
        return messageLength == length && source.getByte(offset + TAG_OFFSET) == tag;
    }

    /** {@return the bits of a message that is one of these} */
    public long read(final DirectBuffer source, final int offset) {
        return wide ? source.getLong(offset + VALUE_OFFSET) : source.getInt(offset + VALUE_OFFSET);
    }

    /** {@return for error messages, what a message of the tagged codec is} */
    public static String describe(final DirectBuffer source, final int offset, final int messageLength) {
        return messageLength < VALUE_OFFSET
                ? "empty"
                : TaggedDescriptor.describe(source.getByte(offset + TAG_OFFSET)) + " (a message of " + messageLength
                        + " bytes)";
    }

    /** {@return for error messages, such as "a long"} */
    @Override
    public String toString() {
        return phrase;
    }
}
