package io.tandem.stress;

import io.tandem.segment.Domain;
import io.tandem.segment.SharedObject;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * One object as two processes have it.
 *
 * @param <T>    type of the object.
 * @param first  handle of the process that made it.
 * @param second handle of the other.
 */
public record Two<T extends SharedObject>(T first, T second) {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    /**
     * Many of them.
     *
     * @param <T>     type of the objects.
     * @param options of an object; domain and name are set here.
     * @return a pool.
     */
    public static <T extends SharedObject> Pool<Two<T>> pool(
            final Supplier<? extends SharedObject.Builder<T, ?>> options) {
        return new Pool<>(() -> {
            final String name = "object" + NUMBERS.incrementAndGet();
            return new Two<>(
                    named(options.get(), StressDomain.FIRST, name).create(),
                    named(options.get(), StressDomain.SECOND, name).open());
        });
    }

    private static <T extends SharedObject> SharedObject.Builder<T, ?> named(
            final SharedObject.Builder<T, ?> options, final Domain domain, final String name) {
        options.domain(domain);
        options.name(name);
        return options;
    }

    /** {@return the handle of a thread} Lincheck's threads have neighbouring numbers, wherever they begin. */
    public T of(final int thread) {
        return thread % 2 == 0 ? first : second;
    }
}
