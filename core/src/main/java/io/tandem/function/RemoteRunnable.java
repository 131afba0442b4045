package io.tandem.function;

import java.io.Serializable;

/**
 * A task without a result that travels to another process, as a lambda or method reference together with what it
 * captures: serializable values and shared objects.
 */
@FunctionalInterface
public interface RemoteRunnable extends Serializable {
    /**
     * Runs the task.
     *
     * @throws Exception if it fails.
     */
    void run() throws Exception;
}
