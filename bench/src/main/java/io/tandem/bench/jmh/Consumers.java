package io.tandem.bench.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that take what others send. */
final class Consumers implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        final Thread thread = new Thread(task, "bench-consumer");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Future<Tally>> running = new ArrayList<>();

    /** Starts so many of them. */
    Consumers(final int count, final Callable<Tally> task) {
        for (int i = 0; i < count; i++) {
            running.add(threads.submit(task));
        }
    }

    /** Waits for the end of all of them, which comes from elsewhere; what failed in one is thrown. */
    static Tally untilEnd(final int count, final Callable<Tally> task) throws Exception {
        try (Consumers consumers = new Consumers(count, task)) {
            return consumers.awaitEnd();
        }
    }

    Tally awaitEnd() throws Exception {
        Tally all = Tally.NONE;
        for (final Future<Tally> one : running) {
            all = all.and(one.get());
        }
        return all;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
