package io.tandem.function;

import java.io.Serializable;

/**
 * A function of two arguments that travels to another process, as a lambda or method reference together with what it
 * captures: serializable values and shared objects.
 *
 * @param <T> type of the first argument.
 * @param <U> type of the second argument.
 * @param <R> type of the result.
 */
@FunctionalInterface
public interface RemoteBiFunction<T, U, R> extends Serializable {
    /**
     * Applies the function.
     *
     * @param first  the first argument.
     * @param second the second argument.
     * @return the result.
     * @throws Exception if it fails.
     */
    R apply(T first, U second) throws Exception;
}
