package io.tandem.sync.internal;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Threads that do one thing for a test. */
final class OtherThreads {
    private OtherThreads() {}

    /** Does something in a thread of its own, and waits for it. */
    static <T> T call(final Callable<T> action) throws Exception {
        return start(action).get(30, SECONDS);
    }

    static <T> FutureTask<T> start(final Callable<T> action) {
        final FutureTask<T> task = new FutureTask<>(action);
        final Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return task;
    }
}
