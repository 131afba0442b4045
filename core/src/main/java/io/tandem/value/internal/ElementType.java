package io.tandem.value.internal;

import io.tandem.codec.internal.PrimitiveArray;
import io.tandem.segment.IncompatibleException;
import io.tandem.segment.internal.Segment;
import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/** The types of values and of elements, as segments name them, and how large elements are here and on the heap, which is the same. */
enum ElementType {
    LONG(1, PrimitiveArray.LONGS),
    INT(2, PrimitiveArray.INTEGERS),
    DOUBLE(3, PrimitiveArray.DOUBLES),
    FLOAT(4, PrimitiveArray.FLOATS),
    BOOLEAN(5, PrimitiveArray.BOOLEANS),
    SHORT(6, PrimitiveArray.SHORTS),
    BYTE(7, PrimitiveArray.BYTES),
    CHAR(8, PrimitiveArray.CHARACTERS);

    private final int code;
    private final Class<?> type;
    private final int shift;
    private final long base;

    ElementType(final int code, final PrimitiveArray heap) {
        this.code = code;
        type = heap.element();
        shift = Integer.numberOfTrailingZeros(heap.elementSize());
        base = heap.base();
    }

    /** {@return what stands in a slot} */
    int code() {
        return code;
    }

    /** {@return what stands in a configuration} */
    String word() {
        return type.getName();
    }

    /** {@return the type with a code, in words} */
    static String describe(final int code) {
        final ElementType type = find(code);
        return type == null ? "type " + code + ", which this library doesn't know" : type.word();
    }

    /** {@return the type with a code} */
    static ElementType of(final int code) {
        final ElementType type = find(code);
        if (type == null) {
            throw new IncompatibleException(
                    "A slot holds a value of " + describe(code) + ". Use the same version of Tandem in all processes.");
        }
        return type;
    }

    private static @Nullable ElementType find(final int code) {
        for (final ElementType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        return null;
    }

    /** {@return the logarithm of an element's bytes} */
    int shift() {
        return shift;
    }

    /** {@return where the first element of an array on the heap lies} */
    long base() {
        return base;
    }

    /** {@return an array on the heap} */
    Object heapArray(final int length) {
        return Array.newInstance(type, length);
    }

    /** {@return the largest number of elements} */
    long maxLength() {
        return ArrayDescriptor.MAX_BYTES >> shift;
    }

    /** {@return a handle of an array} The segment is its own from now on. */
    ArrayHandle array(final Segment segment) {
        return switch (this) {
            case LONG -> new LongArray(segment);
            case INT -> new IntArray(segment);
            case DOUBLE -> new DoubleArray(segment);
            case FLOAT -> new FloatArray(segment);
            case BOOLEAN -> new BooleanArray(segment);
            case SHORT -> new ShortArray(segment);
            case BYTE -> new ByteArray(segment);
            case CHAR -> new CharArray(segment);
        };
    }

    /** {@return a handle of a value in a word of some memory} */
    Face value(final WordMemory memory, final int offset) {
        return switch (this) {
            case LONG -> new LongValue(memory, offset);
            case INT -> new IntValue(memory, offset);
            case DOUBLE -> new DoubleValue(memory, offset);
            case FLOAT -> new FloatValue(memory, offset);
            case BOOLEAN -> new BooleanValue(memory, offset);
            case SHORT -> new ShortValue(memory, offset);
            case BYTE -> new ByteValue(memory, offset);
            case CHAR -> new CharValue(memory, offset);
        };
    }
}
