package io.tandem.pool.internal;

import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;

/**
 * A lambda without what it captures: sent to a worker once, so that each task need only bring its captures. Names as
 * {@link SerializedLambda} has them.
 */
record LambdaShape(
        String capturingClass,
        String interfaceClass,
        String interfaceMethod,
        String interfaceSignature,
        int implementationKind,
        String implementationClass,
        String implementationMethod,
        String implementationSignature,
        String instantiatedType)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The method that the compiler puts into each class that has serializable lambdas. */
    private static final String FACTORY = "$deserializeLambda$";

    static LambdaShape of(final SerializedLambda form) {
        return new LambdaShape(
                form.getCapturingClass(),
                form.getFunctionalInterfaceClass(),
                form.getFunctionalInterfaceMethodName(),
                form.getFunctionalInterfaceMethodSignature(),
                form.getImplMethodKind(),
                form.getImplClass(),
                form.getImplMethodName(),
                form.getImplMethodSignature(),
                form.getInstantiatedMethodType());
    }

    /** What makes lambdas of this shape in this process. */
    Factory factory(final ClassLoader loader) throws ReflectiveOperationException {
        final Class<?> type = Class.forName(capturingClass.replace('/', '.'), true, loader);
        final Method method = type.getDeclaredMethod(FACTORY, SerializedLambda.class);
        method.setAccessible(true);
        final MethodHandle handle = MethodHandles.lookup()
                .unreflect(method)
                .asType(MethodType.methodType(Object.class, SerializedLambda.class));
        return new Factory(this, type, handle);
    }

    /** Makes lambdas of one shape. */
    record Factory(LambdaShape shape, Class<?> capturingClass, MethodHandle handle) {
        Object make(final Object[] captured) throws Throwable {
            final SerializedLambda form = new SerializedLambda(
                    capturingClass,
                    shape.interfaceClass,
                    shape.interfaceMethod,
                    shape.interfaceSignature,
                    shape.implementationKind,
                    shape.implementationClass,
                    shape.implementationMethod,
                    shape.implementationSignature,
                    shape.instantiatedType,
                    captured);
            return (Object) handle.invokeExact(form);
        }
    }
}
