package io.tandem.function;

import java.io.Serializable;

/**
 * A task without a result that travels to another process as a lambda or method reference, with its captured arguments. Whatever it
 * captures must be serializable or a shared object.
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
