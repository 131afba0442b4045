package io.tandem.manager.internal;

import io.tandem.segment.IncompatibleException;
import io.tandem.segment.internal.Transfer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Proxies of services. */
final class ServiceProxies {
    private static final @Nullable Object[] NONE = {};

    private ServiceProxies() {}

    static Object create(final ProxyShape shape, final Class<?> type, final ObjectRef ref) {
        final MethodTable methods = MethodTable.of(type);
        if (methods.fingerprint() != shape.methods()) {
            throw new IncompatibleException("The service " + ref.number() + " of " + ref.host()
                    + " has another version of the interface " + type.getTypeName()
                    + " than this process: its methods differ. Run both with the same classes.");
        }
        final ClassLoader own = type.getClassLoader();
        return Proxy.newProxyInstance(
                own == null ? ServiceProxies.class.getClassLoader() : own,
                new Class<?>[] {type, ManagedProxy.class},
                new Handler(shape, methods, ref));
    }

    /** Sends each call of the interface, and answers what a proxy answers itself. */
    private record Handler(ProxyShape shape, MethodTable methods, ObjectRef ref) implements InvocationHandler {
        @Override
        public @Nullable Object invoke(
                final Object proxy, final Method method, final @Nullable Object @Nullable [] arguments)
                throws Throwable {
            final @Nullable Object[] given = arguments == null ? NONE : arguments;
            final Integer number = methods.number(method);
            if (number == null) {
                return own(method, given);
            }
            final Object result =
                    methods.isInterruptible(number) ? ref.callInterruptibly(number, given) : ref.call(number, given);
            return ref.isRemote() && method.getReturnType().isInterface() ? readOnly(result, method) : result;
        }

        /** A collection is a copy, in which no change would be seen. */
        private static @Nullable Object readOnly(final @Nullable Object result, final Method method) {
            final Object readOnly = ReadOnly.of(result);
            return method.getReturnType().isInstance(readOnly) ? readOnly : result;
        }

        private @Nullable Object own(final Method method, final @Nullable Object[] arguments) {
            return switch (method.getName()) {
                case "equals" -> arguments[0] instanceof ManagedProxy other && ref.equals(other.managedRef());
                case "hashCode" -> ref.hashCode();
                case "toString" -> describe();
                case "managedRef" -> ref;
                case "managedShape" -> shape;
                case "depart" -> ref.depart((Transfer) Objects.requireNonNull(arguments[0]), shape);
                default -> throw new UnsupportedOperationException(method + " isn't one of the service's methods.");
            };
        }

        private String describe() {
            return ref.host().isAlive()
                    ? String.valueOf(ref.call(ServiceTarget.TO_STRING))
                    : shape.describe(ref.number()) + " of " + ref.host() + ", which is dead";
        }
    }
}
