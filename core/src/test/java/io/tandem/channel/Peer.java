package io.tandem.channel;

import io.tandem.function.RemoteFunction;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Whoever is at the other end of what is under test: another thread, another mapping, another JVM.
 *
 * @param <C> what it holds: an end of a pipe, a handle of a queue.
 */
@SuppressWarnings("try") // close may be interrupted
interface Peer<C> extends AutoCloseable {
    /** Generous: the machine may be busy. */
    long LIMIT_SECONDS = 60;

    /** Does something with what the peer holds, in the peer's own thread, one after the other. */
    <T> CompletableFuture<T> start(RemoteFunction<C, T> action);

    /** The same, and waits for it. Its failure comes out as it is. */
    default <T> T call(final RemoteFunction<C, T> action) throws Exception {
        return result(start(action));
    }

    static <T> T result(final CompletableFuture<T> future) throws Exception {
        try {
            return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e.getCause() instanceof Error error ? error : new AssertionError(e);
        } catch (final TimeoutException e) {
            throw new AssertionError("The peer didn't answer within " + LIMIT_SECONDS + " s.", e);
        }
    }

    @Override
    void close() throws Exception;

    /**
     * What a peer has opened.
     *
     * @param held   that it works with.
     * @param before to be closed after that, if anything.
     */
    record Opened<C extends AutoCloseable>(C held, AutoCloseable... before) {
        void close() throws Exception {
            held.close();
            for (final AutoCloseable each : before) {
                each.close();
            }
        }
    }
}
