package io.tandem.channel;

import io.tandem.function.RemoteFunction;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A thread of this JVM. */
@SuppressWarnings("try") // close may be interrupted
final class LocalPeer implements Peer {
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> new Thread(task, "peer"));
    private final SharedPipe<Object, Object> pipe;
    private final Connection<Object, Object> connection;

    /** Takes the second end; closes it and the handle at its end. */
    LocalPeer(final SharedPipe<Object, Object> pipe) {
        this.pipe = pipe;
        connection = pipe.second();
    }

    @Override
    public <T> CompletableFuture<T> start(final RemoteFunction<Connection<Object, Object>, T> action) {
        final CompletableFuture<T> result = new CompletableFuture<>();
        thread.execute(() -> {
            try {
                result.complete(action.apply(connection));
            } catch (final Throwable t) {
                result.completeExceptionally(t);
            }
        });
        return result;
    }

    @Override
    public void close() throws InterruptedException {
        connection.close();
        pipe.close();
        thread.shutdownNow();
        if (!thread.awaitTermination(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("The peer's thread goes on.");
        }
    }
}
