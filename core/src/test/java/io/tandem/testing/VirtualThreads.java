package io.tandem.testing;

import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Virtual threads, by reflection: this is compiled for 17. */
public final class VirtualThreads {
    /** For a JVM in which a thread that holds its carrier stops all others. */
    public static final List<String> ONE_CARRIER =
            List.of("-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.virtualThreadScheduler.maxPoolSize=1");

    private VirtualThreads() {}

    /** What one of them does. */
    public interface Call {
        void run() throws Exception;
    }

    /** One that runs. */
    public record Started(Thread thread, CompletableFuture<Void> done) {
        public void await() throws Exception {
            done.get(30, TimeUnit.SECONDS);
        }
    }

    public static Started start(final Call call) throws ReflectiveOperationException {
        final Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
        final CompletableFuture<Void> done = new CompletableFuture<>();
        final Runnable action = () -> {
            try {
                call.run();
                done.complete(null);
            } catch (final Throwable t) {
                done.completeExceptionally(t);
            }
        };
        return new Started((Thread) start.invoke(null, action), done);
    }
}
