package io.tandem.codec.internal;

import java.lang.invoke.MethodType;

/** Sizes and boxes of the primitive types. */
final class Primitives {
    private Primitives() {}

    static boolean isBoxed(final Class<?> type) {
        return type != Void.class && MethodType.methodType(type).unwrap().returnType() != type;
    }

    static Class<?> unboxed(final Class<?> type) {
        return MethodType.methodType(type).unwrap().returnType();
    }

    static Class<?> boxed(final Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

    /** {@return how many bytes a value of a primitive type takes} */
    static int size(final Class<?> primitive) {
        if (primitive == long.class || primitive == double.class) {
            return Long.BYTES;
        }
        if (primitive == int.class || primitive == float.class) {
            return Integer.BYTES;
        }
        return primitive == short.class || primitive == char.class ? Short.BYTES : Byte.BYTES;
    }

    /** {@return the name of a method for a primitive type, such as {@code putLong}} */
    static String method(final String verb, final Class<?> primitive) {
        final String name = primitive.getName();
        return verb + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
