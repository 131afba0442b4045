package io.tandem.value;

import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Calls of the faces of eight types, which have methods of the same names, so that one suite runs over all of them. */
final class FaceCalls {
    private FaceCalls() {}

    /** The interface in this package whose name is that of a primitive type between two words. */
    static Class<?> face(final Class<?> type, final String end) {
        final String name = type.getName();
        final String capitalized = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        try {
            return Class.forName("io.tandem.value.Shared" + capitalized + end);
        } catch (final ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** Calls the method of this name that takes such arguments; what it throws comes out of here. */
    static Object call(
            final Class<?> face, final @Nullable Object target, final String name, final Object... arguments) {
        final Method method = Arrays.stream(face.getMethods())
                .filter(some -> some.getName().equals(name) && takes(some, arguments))
                .findFirst()
                .orElseThrow(() -> new AssertionError(face + " has no " + name + Arrays.toString(arguments)));
        try {
            return method.invoke(target, arguments);
        } catch (final InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new AssertionError(e.getCause());
        } catch (final IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean takes(final Method method, final Object... arguments) {
        final Class<?>[] types = method.getParameterTypes();
        if (types.length != arguments.length) {
            return false;
        }
        for (int i = 0; i < types.length; i++) {
            final Class<?> boxed = MethodType.methodType(types[i]).wrap().returnType();
            if (!boxed.isInstance(arguments[i])) {
                return false;
            }
        }
        return true;
    }
}
