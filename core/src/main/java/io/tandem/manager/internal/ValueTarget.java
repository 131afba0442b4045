package io.tandem.manager.internal;

import java.util.ConcurrentModificationException;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A value in the server. */
@SuppressWarnings("unchecked") // the proxies have the types
final class ValueTarget implements Target {
    private @Nullable Object value;

    /** Grows with each change. */
    private long version = 1;

    ValueTarget(final @Nullable Object initial) {
        value = initial;
    }

    @Override
    public void touched() {
        version++;
    }

    @Override
    public @Nullable Object invoke(final int operation, final @Nullable Object[] arguments) {
        return switch (operation) {
            case ValueOperations.GET -> value;
            case ValueOperations.SET -> {
                replace(arguments[0]);
                yield null;
            }
            case ValueOperations.GET_AND_SET -> replace(arguments[0]);
            case ValueOperations.COMPARE_AND_SET -> replaceIf(Objects.equals(arguments[0], value), arguments[1]);
            case ValueOperations.UPDATE ->
                update(() -> ((UnaryOperator<@Nullable Object>) Objects.requireNonNull(arguments[0])).apply(value));
            case ValueOperations.ACCUMULATE ->
                update(() -> ((BiFunction<@Nullable Object, @Nullable Object, @Nullable Object>)
                                Objects.requireNonNull(arguments[1]))
                        .apply(value, arguments[0]));
            case ValueOperations.GET_VERSIONED -> new Object[] {version, value};
            case ValueOperations.SET_IF_SAME ->
                replaceIf(version == (long) Objects.requireNonNull(arguments[0]), arguments[1]);
            default -> throw Targets.unknown(operation, "value");
        };
    }

    private @Nullable Object replace(final @Nullable Object next) {
        final Object before = value;
        value = next;
        version++;
        return before;
    }

    private boolean replaceIf(final boolean condition, final @Nullable Object next) {
        if (condition) {
            replace(next);
        }
        return condition;
    }

    private @Nullable Object update(final Supplier<? extends @Nullable Object> function) {
        final long before = ++version; // the function may change the value in place, and then fail
        final Object next = function.get();
        if (version != before) {
            throw new ConcurrentModificationException("A function that a managed value was given has changed that value"
                    + " itself. What it returned is lost. Return the new value instead.");
        }
        replace(next);
        return next;
    }
}
