package io.tandem.function;

import java.io.Serializable;

/**
 * An operation on one argument that travels to another process as a lambda or method reference, with its captured arguments. Whatever it
 * captures must be serializable or a shared object.
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
