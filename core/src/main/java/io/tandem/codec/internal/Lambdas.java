package io.tandem.codec.internal;

import java.io.Serializable;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What lambdas and method references are made of. */
public final class Lambdas {
    private static final String MARK = "$$Lambda";
    private static final String BODY_PREFIX = "lambda$";

    private Lambdas() {}

    /** {@return whether it is a lambda or method reference} */
    public static boolean isLambda(final Object object) {
        return object.getClass().getName().contains(MARK);
    }

    /** {@return the interface that a lambda implements} */
    static Class<?> functionType(final Object lambda) {
        final Class<?>[] interfaces = lambda.getClass().getInterfaces();
        for (final Class<?> type : interfaces) {
            if (type != Serializable.class) {
                return type;
            }
        }
        return lambda.getClass();
    }

    /**
     * The serialized form of a lambda, with what it captured.
     *
     * @param lambda that is serializable.
     * @param met    forms that the stream met; one of them serves where the lambda's own method is out of reach.
     */
    static @Nullable SerializedLambda serialized(final Object lambda, final List<SerializedLambda> met) {
        final Method method = formMethod(lambda.getClass());
        final SerializedLambda own = method == null ? null : form(method, lambda);
        if (own != null) {
            return own; // else its module keeps it from us, and the stream has met its form
        }
        final String name = lambda.getClass().getName();
        for (final SerializedLambda form : met) {
            if (name.startsWith(form.getCapturingClass().replace('/', '.') + MARK)) {
                return form;
            }
        }
        return null;
    }

    /** {@return the method by which a serializable lambda tells its form, or null if the class is none, or its module doesn't let us} */
    public static @Nullable Method formMethod(final Class<?> type) {
        if (!type.getName().contains(MARK)) {
            return null;
        }
        try {
            final Method method = type.getDeclaredMethod("writeReplace");
            return method.trySetAccessible() ? method : null;
        } catch (final NoSuchMethodException e) {
            return null; // not a serializable one
        }
    }

    /**
     * The serialized form of a lambda, with what it captured.
     *
     * @param method that {@link #formMethod} has found.
     * @param lambda of that class.
     * @return the form, or null if it tells none.
     */
    public static @Nullable SerializedLambda form(final Method method, final Object lambda) {
        try {
            return method.invoke(lambda) instanceof SerializedLambda form ? form : null;
        } catch (final ReflectiveOperationException e) {
            return null;
        }
    }

    /** {@return words for a lambda or method reference: the method it stands in, or refers to} */
    static String describe(final SerializedLambda form) {
        final String method = form.getImplMethodName();
        if (method.startsWith(BODY_PREFIX)) {
            final String rest = method.substring(BODY_PREFIX.length());
            final int end = rest.indexOf('$');
            final String outer = end < 0 ? rest : rest.substring(0, end);
            return "the lambda in " + simpleName(form.getCapturingClass()) + "." + outer;
        }
        return "the method reference " + simpleName(form.getImplClass()) + "::"
                + (method.equals("<init>") ? "new" : method);
    }

    /** {@return whether the first captured argument is the object whose method the lambda's body is} */
    static boolean capturesThis(final SerializedLambda form) {
        return form.getImplMethodName().startsWith(BODY_PREFIX)
                && form.getImplMethodKind() != MethodHandleInfo.REF_invokeStatic;
    }

    private static String simpleName(final String internalName) {
        return internalName.substring(internalName.lastIndexOf('/') + 1);
    }
}
