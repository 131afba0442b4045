package io.tandem.function;

import java.io.Serializable;

/**
 * An operation on one argument that travels to another process, as a lambda or method reference together with what it
 * captures: serializable values and shared objects.
 *
 * @param <T> type of the argument.
 */
@FunctionalInterface
public interface RemoteConsumer<T> extends Serializable {
    /**
     * Performs the operation.
     *
     * @param value the argument.
     * @throws Exception if it fails.
     */
    void accept(T value) throws Exception;
}
