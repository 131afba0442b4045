package io.tandem.function;

import java.io.Serializable;

/**
 * A task with a result that travels to another process, as a lambda or method reference together with what it
 * captures: serializable values and shared objects.
 *
 * @param <V> type of the result.
 */
@FunctionalInterface
public interface RemoteCallable<V> extends Serializable {
    /**
     * Computes the result.
     *
     * @return the result.
     * @throws Exception if it fails.
     */
    V call() throws Exception;
}
