package io.tandem.function;

import java.io.Serializable;
import java.util.concurrent.Callable;

/**
 * A task with a result that travels to another process, as a lambda or method reference together with what it
 * captures: serializable values and shared objects.
 *
 * @param <V> type of the result.
 */
@FunctionalInterface
public interface RemoteCallable<V> extends Callable<V>, Serializable {
    /**
     * Computes the result.
     *
     * @return the result.
     * @throws Exception if it fails.
     */
    @Override
    V call() throws Exception;
}
