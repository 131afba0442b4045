package io.tandem.channel;

import io.tandem.function.RemoteFunction;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Whoever is at the other end of the pipe under test: another thread, another mapping, another JVM. */
@SuppressWarnings("try") // close may be interrupted
interface Peer extends AutoCloseable {
    /** Generous: the machine may be busy. */
    long LIMIT_SECONDS = 60;

    /** Does something with the peer's end, in the peer's own thread, one after the other. */
    <T> CompletableFuture<T> start(RemoteFunction<Connection<Object, Object>, T> action);

    /** The same, and waits for it. Its failure comes out as it is. */
    default <T> T call(final RemoteFunction<Connection<Object, Object>, T> action) throws Exception {
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
}
