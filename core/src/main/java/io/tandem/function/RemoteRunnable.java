package io.tandem.function;

import java.io.Serializable;
import java.util.concurrent.CompletionException;

/**
 * A task without a result that travels to another process, as a lambda or method reference together with what it
 * captures: serializable values and shared objects.
 *
 * <p>It is a {@link Runnable}, so that a lambda fits both and the compiler takes this type where a method knows both.
 */
@FunctionalInterface
public interface RemoteRunnable extends Runnable, Serializable {
    /**
     * Runs the task.
     *
     * @throws Exception if it fails.
     */
    void execute() throws Exception;

    /**
     * Runs the task where no checked exception may be thrown.
     *
     * @throws CompletionException around a checked exception; any other comes as it is.
     */
    @Override
    @SuppressWarnings("FunctionalInterfaceMethodChanged") // it does the same, whichever of the two is called
    default void run() {
        try {
            execute();
        } catch (final RuntimeException e) {
            throw e;
        } catch (final Exception e) {
            throw new CompletionException(e);
        }
    }
}
