package io.tandem.fuzz;

import io.tandem.segment.Domain;
import io.tandem.segment.SharedObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * A kind of shared object for the fuzzers: how to build one, and its calls with what each may throw. Each call ends by itself.
 *
 * @param <T> type of the object.
 */
final class Target<T extends SharedObject> {
    /** Some call on an object. */
    interface Action<T> {
        void on(T object, Random random) throws Throwable;
    }

    /** A call and what may come out of it, besides {@link IllegalStateException} of a closed handle. */
    record Call<T>(String name, Action<T> action, List<Class<? extends Throwable>> documented) {}

    private final String kind;
    private final Function<Domain, ? extends SharedObject.Builder<T, ?>> builder;
    private final List<Call<T>> calls = new ArrayList<>();

    Target(final String kind, final Function<Domain, ? extends SharedObject.Builder<T, ?>> builder) {
        this.kind = kind;
        this.builder = builder;
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    final Target<T> call(final String name, final Action<T> action, final Class<? extends Throwable>... documented) {
        calls.add(new Call<>(name, action, List.of(documented)));
        return this;
    }

    String kind() {
        return kind;
    }

    /** Options of a named one. */
    SharedObject.Builder<T, ?> builder(final Domain domain, final String name) {
        final SharedObject.Builder<T, ?> options = builder.apply(domain);
        options.domain(domain);
        options.name(name);
        return options;
    }

    /** An open one, for calls at random. */
    Opened<T> create(final Domain domain, final String name) {
        return new Opened<>(this, builder(domain, name).create());
    }

    Opened<T> open(final Domain domain, final String name, final boolean adopting) {
        final SharedObject.Builder<T, ?> options = builder(domain, name);
        if (adopting) {
            options.adoptExisting();
        }
        return new Opened<>(this, options.open());
    }

    Opened<T> openOrCreate(final Domain domain, final String name) {
        return new Opened<>(this, builder(domain, name).openOrCreate());
    }

    /** An object with its calls. */
    record Opened<T extends SharedObject>(Target<T> target, T object) implements AutoCloseable {
        int calls() {
            return target.calls.size();
        }

        String name(final int call) {
            return target.kind + "." + target.calls.get(call).name();
        }

        void call(final int call, final Random random) throws Throwable {
            target.calls.get(call).action().on(object, random);
        }

        /** Whether a failure is one that the call documents. */
        boolean documents(final int call, final Throwable failure) {
            return target.calls.get(call).documented().stream().anyMatch(type -> type.isInstance(failure));
        }

        @Override
        public void close() {
            object.close();
        }
    }
}
