package io.tandem.function;

import java.io.Serializable;

/**
 * A function of one argument that travels to another process, as a lambda or method reference together with what it
 * captures: serializable values and shared objects.
 *
 * @param <T> type of the argument.
 * @param <R> type of the result.
 */
@FunctionalInterface
public interface RemoteFunction<T, R> extends Serializable {
    /**
     * Applies the function.
     *
     * @param value the argument.
     * @return the result.
     * @throws Exception if it fails.
     */
    R apply(T value) throws Exception;
}
