package io.tandem.bench.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The threads of one half of a subject: the one that measures, and as many helpers as are needed beside it. They sleep
 * between slices. When one of them fails, all end.
 */
public final class Crew implements AutoCloseable {
    private final int size;
    private final Halt halt;
    private final ExecutorService helpers;

    /**
     * Starts helpers.
     *
     * @param size threads, the caller's included.
     * @param halt told when a helper fails; loops of all must obey it.
     */
    public Crew(final int size, final Halt halt) {
        this.size = size;
        this.halt = halt;
        helpers = Executors.newFixedThreadPool(Math.max(1, size - 1), work -> {
            final Thread thread = new Thread(work, "bench-helper");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Lets all threads work, and waits for them.
     *
     * @param work done once by each; thread 0 is the caller.
     * @throws Exception what one of them threw.
     */
    public void run(final Work work) throws Exception {
        final Thread caller = Thread.currentThread();
        final List<Future<?>> running = new ArrayList<>(size);
        for (int i = 1; i < size; i++) {
            final int worker = i;
            running.add(helpers.submit(() -> help(work, worker, caller)));
        }
        try {
            work.run(0);
            for (final Future<?> helper : running) {
                helper.get();
            }
        } catch (final ExecutionException e) {
            throw new BenchException("a helper thread failed: " + e.getCause(), e);
        } catch (final InterruptedException e) {
            // By a helper that failed, or by whoever found the other process dead; both have said why.
            throw halt.isAsked() ? new BenchException(halt.toString(), e) : e;
        }
    }

    private Void help(final Work work, final int worker, final Thread caller) throws Exception {
        try {
            work.run(worker);
            return null;
        } catch (final Exception | Error e) {
            if (!halt.isAsked()) {
                halt.ask("a helper thread failed: " + e);
                caller.interrupt();
            }
            throw e;
        }
    }

    /** Ends the helpers, working or not. */
    @Override
    public void close() {
        helpers.shutdownNow();
    }

    /** What each thread of a crew does. */
    public interface Work {
        /**
         * Does it.
         *
         * @param worker number of the thread, from 0 on.
         * @throws Exception if it fails.
         */
        void run(int worker) throws Exception;
    }
}
