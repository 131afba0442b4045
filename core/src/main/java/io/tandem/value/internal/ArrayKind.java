package io.tandem.value.internal;

import io.tandem.codec.internal.PrimitiveArray;
import io.tandem.segment.internal.Segment;

/** The types of elements, and how large they are here and on the heap, which is the same. */
enum ArrayKind {
    LONG(PrimitiveArray.LONGS),
    INT(PrimitiveArray.INTEGERS),
    DOUBLE(PrimitiveArray.DOUBLES),
    FLOAT(PrimitiveArray.FLOATS),
    SHORT(PrimitiveArray.SHORTS),
    CHAR(PrimitiveArray.CHARACTERS),
    BYTE(PrimitiveArray.BYTES),
    BOOLEAN(PrimitiveArray.BOOLEANS);

    private final Class<?> type;
    private final int shift;
    private final long base;

    ArrayKind(final PrimitiveArray heap) {
        type = heap.element();
        shift = Integer.numberOfTrailingZeros(heap.elementSize());
        base = heap.base();
    }

    /** {@return its name in a header} */
    String word() {
        return type.getName();
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
        return java.lang.reflect.Array.newInstance(type, length);
    }

    /** {@return the largest number of elements} */
    long maxLength() {
        return ArrayDescriptor.MAX_BYTES >> shift;
    }

    /** {@return a handle} The segment is its own from now on. */
    ArrayHandle handle(final Segment segment) {
        return switch (this) {
            case LONG -> new LongArray(segment);
            case INT -> new IntArray(segment);
            case DOUBLE -> new DoubleArray(segment);
            case FLOAT -> new FloatArray(segment);
            case SHORT -> new ShortArray(segment);
            case CHAR -> new CharArray(segment);
            case BYTE -> new ByteArray(segment);
            case BOOLEAN -> new BooleanArray(segment);
        };
    }
}
