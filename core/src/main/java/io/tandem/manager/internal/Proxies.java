package io.tandem.manager.internal;

import io.tandem.manager.ManagerDiedException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What proxies have in common. */
final class Proxies {
    private Proxies() {}

    /** What was read, unmodifiable if it is a copy. The object holds what its proxies have put in: null only where T may be null. */
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
    static <T extends @Nullable Object> T read(final ObjectRef ref, final @Nullable Object value) {
        return (T) (ref.isRemote() ? ReadOnly.of(value) : value);
    }

    /** The same of each element. */
    static @Nullable Object[] readAll(final ObjectRef ref, final @Nullable Object result) {
        final @Nullable Object[] values = array(result);
        if (ref.isRemote()) {
            for (int i = 0; i < values.length; i++) {
                values[i] = ReadOnly.of(values[i]);
            }
        }
        return values;
    }

    /** A result that is an array. */
    static @Nullable Object[] array(final @Nullable Object result) {
        return (@Nullable Object[]) Objects.requireNonNull(result);
    }

    /** A result that is a boolean. */
    static boolean isTrue(final @Nullable Object result) {
        return (boolean) Objects.requireNonNull(result);
    }

    /** A result that is an int. */
    static int number(final @Nullable Object result) {
        return (int) Objects.requireNonNull(result);
    }

    /** A result that is a long. */
    static long version(final @Nullable Object result) {
        return (long) Objects.requireNonNull(result);
    }

    /** Executes an operation with a function: there if it can travel, or else here. */
    static @Nullable Object apply(
            final ObjectRef ref,
            final @Nullable Object function,
            final Supplier<? extends @Nullable Object> here,
            final int operation,
            final @Nullable Object... arguments) {
        return function == null || function instanceof Serializable || !ref.isRemote()
                ? ref.callOr(here, operation, arguments)
                : here.get();
    }

    /** Whether it is a proxy of the same object. */
    static boolean isSame(final ManagedProxy proxy, final @Nullable Object other) {
        return other == proxy
                || other instanceof ManagedProxy another && another.managedRef().equals(proxy.managedRef());
    }

    /** What an object says of itself, or that it is gone: a log must not fail for that. */
    static String textOrDeath(final ManagedProxy proxy, final Supplier<String> text) {
        try {
            return text.get();
        } catch (final ManagerDiedException e) {
            final ObjectRef ref = proxy.managedRef();
            return proxy.managedShape().describe(ref.number()) + " of " + ref.host() + ", which is dead";
        }
    }

    /** As the JDK's collections print themselves. */
    static String text(final @Nullable Object[] elements, final @Nullable ManagedProxy self) {
        final StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < elements.length; i++) {
            text.append(i == 0 ? "" : ", ").append(text(elements[i], self, "(this Collection)"));
        }
        return text.append(']').toString();
    }

    /** Of one element, which may be the one that is printed. */
    static String text(final @Nullable Object element, final @Nullable ManagedProxy self, final String word) {
        return self != null && isSame(self, element) ? word : String.valueOf(element);
    }

    /** As {@link java.util.Collection#toArray(Object[])} has it. */
    @SuppressWarnings({"unchecked", "SuspiciousSystemArraycopy"}) // the caller answers for the type, by contract
    static <T extends @Nullable Object> T[] into(final T[] target, final @Nullable Object[] elements) {
        if (target.length < elements.length) {
            return (T[]) Arrays.copyOf(elements, elements.length, (Class<? extends Object[]>) target.getClass());
        }
        System.arraycopy(elements, 0, target, 0, elements.length);
        if (target.length > elements.length) {
            final @Nullable Object[] rest = target;
            rest[elements.length] = null;
        }
        return target;
    }
}
