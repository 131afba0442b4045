package io.tandem.value;

import io.tandem.segment.Domain;
import java.lang.reflect.Array;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Arrays of any type, their elements in boxes; and plain ones on the heap to compare them with. */
final class ArrayUnderTest {
    static final List<Class<?>> TYPES = List.of(
            long.class, int.class, double.class, float.class, short.class, char.class, byte.class, boolean.class);

    private final Class<?> type;
    private final Class<?> face;

    ArrayUnderTest(final Class<?> type) {
        this.type = type;
        face = FaceCalls.face(type, "Array");
    }

    boolean isBoolean() {
        return type == boolean.class;
    }

    int bytes() {
        return isBoolean() ? 1 : type == char.class ? 2 : bytes(Array.get(heap(1), 0));
    }

    private static int bytes(final Object zero) {
        return zero instanceof Long || zero instanceof Double
                ? 8
                : zero instanceof Integer || zero instanceof Float ? 4 : zero instanceof Short ? 2 : 1;
    }

    /** An element that is made of a number, wrapped around. */
    Object of(final long number) {
        final Object array = heap(1);
        switch (type.getName()) {
            case "long" -> Array.setLong(array, 0, number);
            case "int" -> Array.setInt(array, 0, (int) number);
            case "double" -> Array.setDouble(array, 0, number);
            case "float" -> Array.setFloat(array, 0, number);
            case "short" -> Array.setShort(array, 0, (short) number);
            case "char" -> Array.setChar(array, 0, (char) number);
            case "byte" -> Array.setByte(array, 0, (byte) number);
            default -> Array.setBoolean(array, 0, (number & 1) != 0);
        }
        return Array.get(array, 0);
    }

    Object heap(final int length) {
        return Array.newInstance(type, length);
    }

    /** Elements of the numbers from one on. */
    Object heap(final int length, final long first) {
        final Object array = heap(length);
        for (int i = 0; i < length; i++) {
            Array.set(array, i, of(first + i));
        }
        return array;
    }

    /** A function of the type that such an array takes. */
    Object unary(final LongUnaryOperator function) {
        return switch (type.getName()) {
            case "long" -> function;
            case "double", "float" -> (DoubleUnaryOperator) number -> function.applyAsLong((long) number);
            case "boolean" -> (UnaryOperator<Boolean>) value -> (boolean) of(function.applyAsLong(value ? 1 : 0));
            default -> (IntUnaryOperator) number -> (int) function.applyAsLong(number);
        };
    }

    /** The same of two arguments. */
    Object binary(final LongBinaryOperator function) {
        return switch (type.getName()) {
            case "long" -> function;
            case "double", "float" -> (DoubleBinaryOperator) (a, b) -> function.applyAsLong((long) a, (long) b);
            case "boolean" ->
                (BinaryOperator<Boolean>) (a, b) -> (boolean) of(function.applyAsLong(a ? 1 : 0, b ? 1 : 0));
            default -> (IntBinaryOperator) (a, b) -> (int) function.applyAsLong(a, b);
        };
    }

    SharedArray.Builder<?> builder(final long length) {
        return (SharedArray.Builder<?>) invoke(null, "builder", length);
    }

    SharedArray of(final Object values) {
        return (SharedArray) invoke(null, "create", values);
    }

    boolean delete(final Domain domain, final String name) {
        return (boolean) invoke(null, "delete", domain, name);
    }

    /** Calls the method of this name that takes such arguments; what it throws comes out of here. */
    Object call(final SharedArray array, final String method, final Object... arguments) {
        return invoke(array, method, arguments);
    }

    private Object invoke(final @Nullable Object target, final String name, final Object... arguments) {
        return FaceCalls.call(face, target, name, arguments);
    }
}
