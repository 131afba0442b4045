package io.tandem.manager.internal;

import static io.tandem.manager.internal.Proxies.isTrue;
import static io.tandem.manager.internal.Proxies.read;

import io.tandem.function.SerializableBiFunction;
import io.tandem.function.SerializableUnaryOperator;
import io.tandem.manager.ManagedValue;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A value in the server, as its users see it. */
final class ValueProxy<T extends @Nullable Object> implements ManagedValue<T>, ManagedProxy {
    private final ObjectRef ref;

    ValueProxy(final ObjectRef ref) {
        this.ref = ref;
    }

    @Override
    public ObjectRef managedRef() {
        return ref;
    }

    @Override
    public ProxyShape managedShape() {
        return ProxyShape.of(ProxyKind.VALUE);
    }

    @Override
    public T get() {
        return read(ref, ref.call(ValueOperations.GET));
    }

    @Override
    public void set(final T value) {
        ref.call(ValueOperations.SET, value);
    }

    @Override
    public T getAndSet(final T value) {
        return read(ref, ref.call(ValueOperations.GET_AND_SET, value));
    }

    @Override
    public boolean compareAndSet(final T expected, final T value) {
        return isTrue(ref.call(ValueOperations.COMPARE_AND_SET, expected, value));
    }

    @Override
    public T updateAndGet(final SerializableUnaryOperator<T> function) {
        Objects.requireNonNull(function);
        return read(ref, Proxies.apply(ref, function, () -> updateHere(function), ValueOperations.UPDATE, function));
    }

    @Override
    public <A extends @Nullable Object> T accumulateAndGet(
            final A argument, final SerializableBiFunction<? super T, ? super A, ? extends T> function) {
        Objects.requireNonNull(function);
        return read(
                ref,
                Proxies.apply(
                        ref,
                        function,
                        () -> updateHere(value -> function.apply(value, argument)),
                        ValueOperations.ACCUMULATE,
                        argument,
                        function));
    }

    @SuppressWarnings("unchecked") // the object holds what its proxies have put in
    private @Nullable Object updateHere(final UnaryOperator<T> function) {
        @Nullable Object[] seen;
        T value;
        do {
            seen = Proxies.array(ref.call(ValueOperations.GET_VERSIONED));
            value = function.apply((T) seen[1]);
        } while (!isTrue(ref.call(ValueOperations.SET_IF_SAME, seen[0], value)));
        return value;
    }

    @Override
    public boolean equals(final @Nullable Object other) {
        return Proxies.isSame(this, other);
    }

    @Override
    public int hashCode() {
        return ref.hashCode();
    }

    @Override
    public String toString() {
        return Proxies.textOrDeath(this, () -> Proxies.text(get(), this, "(this Value)"));
    }
}
