package io.tandem.channel;

import io.tandem.function.RemoteFunction;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A thread of this JVM. */
@SuppressWarnings("try") // close may be interrupted
final class LocalPeer<C extends AutoCloseable> implements Peer<C> {
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> new Thread(task, "peer"));
    private final Opened<C> opened;

    /** Takes it over; closes it at its end. */
    LocalPeer(final Opened<C> opened) {
        this.opened = opened;
    }

    @Override
    public <T> CompletableFuture<T> start(final RemoteFunction<C, T> action) {
        final CompletableFuture<T> result = new CompletableFuture<>();
        thread.execute(() -> {
            try {
                result.complete(action.apply(opened.held()));
            } catch (final Throwable t) {
                result.completeExceptionally(t);
            }
        });
        return result;
    }

    @Override
    public void close() throws Exception {
        opened.close();
        thread.shutdownNow();
        if (!thread.awaitTermination(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("The peer's thread goes on.");
        }
    }
}
