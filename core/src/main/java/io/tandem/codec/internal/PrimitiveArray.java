package io.tandem.codec.internal;

import io.tandem.os.ModuleAccess;
import java.lang.reflect.Array;
import java.util.Objects;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.UnsafeApi;

/**
 * Arrays of primitives, and their elements as bytes in the machine's order: one code for all types, by the copies that the
 * JVM itself makes. An array that is read isn't cleared before, if it is small enough for its thread's allocation buffer;
 * larger ones the JVM clears whatever it is asked.
 */
public enum PrimitiveArray {
    BOOLEANS(TaggedDescriptor.BOOLEANS, boolean.class),
    BYTES(TaggedDescriptor.BYTES, byte.class),
    SHORTS(TaggedDescriptor.SHORTS, short.class),
    CHARACTERS(TaggedDescriptor.CHARACTERS, char.class),
    INTEGERS(TaggedDescriptor.INTEGERS, int.class),
    LONGS(TaggedDescriptor.LONGS, long.class),
    FLOATS(TaggedDescriptor.FLOATS, float.class),
    DOUBLES(TaggedDescriptor.DOUBLES, double.class);

    private static final PrimitiveArray[] ALL = values();

    private final byte tag;
    private final Class<?> element;
    private final Class<?> type;
    private final int elementSize;
    private final long base;

    PrimitiveArray(final byte tag, final Class<?> element) {
        ModuleAccess.ensureInternalMisc(UnsafeApi.class.getModule());
        this.tag = tag;
        this.element = element;
        type = element.arrayType();
        elementSize = Primitives.size(element);
        base = UnsafeApi.arrayBaseOffset(type);
    }

    /** {@return which of them a class is} It is one of them. */
    static PrimitiveArray of(final Class<?> type) {
        for (final PrimitiveArray kind : ALL) {
            if (kind.type == type) {
                return kind;
            }
        }
        throw new IllegalArgumentException(type.getTypeName() + " isn't an array of primitives");
    }

    /** {@return which of them has a tag} It is the tag of one. */
    static PrimitiveArray tagged(final byte tag) {
        for (final PrimitiveArray kind : ALL) {
            if (kind.tag == tag) {
                return kind;
            }
        }
        throw new IllegalArgumentException(tag + " isn't the tag of an array of primitives");
    }

    byte tag() {
        return tag;
    }

    /** {@return the type of an element} */
    public Class<?> element() {
        return element;
    }

    /** {@return the bytes of an element} */
    public int elementSize() {
        return elementSize;
    }

    /** {@return where the first element lies in an array} */
    public long base() {
        return base;
    }

    /** {@return how many bytes the elements of an array take} */
    long size(final Object array) {
        return (long) Array.getLength(array) * elementSize;
    }

    /** Copies the first elements of an array out. */
    void write(final Object array, final int count, final MutableDirectBuffer target, final int offset) {
        final int length = checked(array, count);
        Objects.checkFromIndexSize(offset, length, target.capacity());
        Pieces.copy(array, base, target.byteArray(), target.addressOffset() + offset, length);
    }

    /** Copies elements in, to the start of an array. Not for booleans, of which memory may hold bad ones. */
    void read(final DirectBuffer source, final int offset, final Object array, final int count) {
        final int length = checked(array, count);
        Lengths.checkRange(source, offset, length);
        Pieces.copy(source.byteArray(), source.addressOffset() + offset, array, base, length);
    }

    /** {@return a new array of so many bytes} The same holds of booleans. */
    Object read(final DirectBuffer source, final int offset, final int length) {
        Lengths.checkRange(source, offset, length);
        final Object array = UnsafeApi.allocateUninitializedArray(element, length / elementSize);
        Pieces.copy(source.byteArray(), source.addressOffset() + offset, array, base, length);
        return array;
    }

    /** {@return a new array of bytes} */
    public static byte[] bytes(final DirectBuffer source, final int offset, final int length) {
        return (byte[]) BYTES.read(source, offset, length);
    }

    private int checked(final Object array, final int count) {
        final long length = (long) count * elementSize;
        if (array.getClass() != type || count < 0 || count > Array.getLength(array) || length > Lengths.MAX) {
            throw new IllegalArgumentException(
                    count + " elements of a " + array.getClass().getTypeName() + " as " + this);
        }
        return (int) length;
    }
}
