package io.tandem.value.internal;

import io.tandem.os.ModuleAccess;
import io.tandem.segment.internal.Segment;
import org.agrona.UnsafeApi;

/** The types of elements, and how large they are here and on the heap, which is the same. */
enum ArrayKind {
    LONG(long.class),
    INT(int.class),
    DOUBLE(double.class),
    FLOAT(float.class),
    SHORT(short.class),
    CHAR(char.class),
    BYTE(byte.class),
    BOOLEAN(boolean.class);

    private final Class<?> type;
    private final int shift;
    private final long base;

    ArrayKind(final Class<?> type) {
        ModuleAccess.ensureInternalMisc(UnsafeApi.class.getModule());
        this.type = type;
        shift = Integer.numberOfTrailingZeros(UnsafeApi.arrayIndexScale(type.arrayType()));
        base = UnsafeApi.arrayBaseOffset(type.arrayType());
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
