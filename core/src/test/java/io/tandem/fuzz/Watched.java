package io.tandem.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Threads of a fuzzer, each with what it does just now: a call that doesn't end is told by name, with its stack. */
final class Watched {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final FutureTask<Void> task;
    private final Thread thread;
    private volatile String doing = "nothing yet";
    private volatile long since = System.nanoTime();

    private Watched(final Work work) {
        task = new FutureTask<>((Callable<Void>) () -> {
            work.run(this);
            return null;
        });
        thread = new Thread(task, "fuzzer");
        thread.setDaemon(true);
        thread.start();
    }

    /** What a thread does. */
    interface Work {
        void run(Watched self) throws Exception;
    }

    static Watched start(final Work work) {
        return new Watched(work);
    }

    /** What comes next, which has 30 s. */
    void begin(final String what) {
        since = System.nanoTime();
        doing = what;
    }

    /** Waits for their ends; fails with the first failure, or the first call that hangs. */
    static void join(final List<Watched> all) throws Exception {
        for (final Watched one : all) {
            while (!one.task.isDone()) {
                all.forEach(Watched::requireProgress);
                try {
                    one.task.get(200, TimeUnit.MILLISECONDS);
                } catch (final TimeoutException e) {
                    continue;
                } catch (final ExecutionException e) {
                    break;
                }
            }
            try {
                one.task.get();
            } catch (final ExecutionException e) {
                throw new AssertionError("While it did " + one.doing, e.getCause());
            }
        }
    }

    private void requireProgress() {
        if (!task.isDone() && System.nanoTime() - since > LIMIT_NANOS) {
            throw new AssertionError(doing + " doesn't end: " + Arrays.toString(thread.getStackTrace()));
        }
    }
}
