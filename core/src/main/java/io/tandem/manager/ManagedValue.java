package io.tandem.manager;

import io.tandem.function.SerializableBiFunction;
import io.tandem.function.SerializableUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A value of any type in a manager's server, null included. What is read is a copy; a collection that is read is unmodifiable. Each
 * operation is atomic. Functions that can travel run in the server, on the value itself; what they return is stored before it travels back: if it
 * can't, the call throws, and the value is that all the same. A function that can't travel runs here, on a copy, and again if somebody has changed
 * the value meanwhile. For numbers at memory speed take {@link io.tandem.value.SharedLong} and its like.
 *
 * <p>Safe for threads and processes. Every call throws {@link ManagerDiedException} once the server is dead.
 *
 * @param <T> type of the value.
 */
public interface ManagedValue<T extends @Nullable Object> {
    /** {@return the value} */
    T get();

    /**
     * Replaces it.
     *
     * @param value the new one.
     */
    void set(T value);

    /**
     * Replaces it.
     *
     * @param value the new one.
     * @return the one before.
     */
    T getAndSet(T value);

    /**
     * Replaces it if it equals another one.
     *
     * @param expected compared by {@code equals}, in the server.
     * @param value    the new one.
     * @return whether it was replaced.
     */
    boolean compareAndSet(T expected, T value);

    /**
     * Replaces it by what a function makes of it, at once.
     *
     * @param function called in the server, once, with the value itself, which it may also change in place; or here, if it can't travel.
     * @return the new one.
     */
    T updateAndGet(SerializableUnaryOperator<T> function);

    /**
     * Replaces it by what a function makes of it and an argument, at once.
     *
     * @param <A>      type of the argument.
     * @param argument for the function.
     * @param function called in the server, once, with the value itself and the argument; or here, if it can't travel.
     * @return the new one.
     */
    <A extends @Nullable Object> T accumulateAndGet(
            A argument, SerializableBiFunction<? super T, ? super A, ? extends T> function);
}
