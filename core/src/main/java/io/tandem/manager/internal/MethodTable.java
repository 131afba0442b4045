package io.tandem.manager.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The methods of a service's interface, in an order that is the same in all processes that have the same interface. */
final class MethodTable {
    private static final ClassValue<MethodTable> TABLES = new ClassValue<>() {
        @Override
        protected MethodTable computeValue(final Class<?> type) {
            return new MethodTable(type);
        }
    };

    private static final MethodType GENERIC = MethodType.methodType(Object.class, Object.class, Object[].class);

    private final List<Method> methods;
    private final Map<Method, Integer> numbers = new HashMap<>();
    private final boolean[] interruptible;
    private final int fingerprint;

    private MethodTable(final Class<?> type) {
        if (!type.isInterface()) {
            throw new IllegalArgumentException("A service is used by an interface, which a proxy can implement, and "
                    + type.getTypeName() + " is none. Give the interface, and let the factory make the object.");
        }
        final Map<String, Integer> bySignature = new HashMap<>();
        final Map<String, Method> unique = Arrays.stream(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .collect(Collectors.toMap(MethodTable::signature, method -> method, (first, second) -> first));
        methods = unique.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
        interruptible = new boolean[methods.size()];
        final StringBuilder all = new StringBuilder();
        for (int number = 0; number < methods.size(); number++) {
            final Method method = methods.get(number);
            bySignature.put(signature(method), number);
            all.append(signature(method)).append('\n');
            interruptible[number] = Arrays.asList(method.getExceptionTypes()).contains(InterruptedException.class);
        }
        for (final Method method :
                type.getMethods()) { // those of interfaces above, too, by which a proxy may be called
            final Integer number = bySignature.get(signature(method));
            if (number != null) {
                numbers.put(method, number);
            }
        }
        fingerprint = all.toString().hashCode();
    }

    static MethodTable of(final Class<?> type) {
        return TABLES.get(type);
    }

    private static String signature(final Method method) {
        return method.getName()
                + MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                        .toMethodDescriptorString();
    }

    /** Tells interfaces with the same methods from others. */
    int fingerprint() {
        return fingerprint;
    }

    /** The number of a method, or null if it isn't one of the interface. */
    @Nullable
    Integer number(final Method method) {
        return numbers.get(method);
    }

    /** Whether a method says that it throws InterruptedException. */
    boolean isInterruptible(final int number) {
        return interruptible[number];
    }

    /** By which the methods are called: with an object, and an array of arguments. */
    MethodHandle[] handles() {
        final MethodHandle[] handles = new MethodHandle[methods.size()];
        for (int number = 0; number < handles.length; number++) {
            final Method method = methods.get(number);
            method.setAccessible(true); // of a public method, whose interface may be package-private
            try {
                handles[number] = MethodHandles.lookup()
                        .unreflect(method)
                        .asFixedArity()
                        .asSpreader(Object[].class, method.getParameterCount())
                        .asType(GENERIC);
            } catch (final IllegalAccessException e) {
                throw new IllegalArgumentException(
                        "Tandem can't call " + method + ". Open its package to io.tandem.core, or export it.", e);
            }
        }
        return handles;
    }
}
