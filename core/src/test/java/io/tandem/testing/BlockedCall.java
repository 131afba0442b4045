package io.tandem.testing;

import io.tandem.wait.internal.Waiting;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A call in a thread of its own that has come to wait, however it waits.
 *
 * @param <T> type of its result.
 */
public final class BlockedCall<T> {
    private static final long LIMIT_SECONDS = 60;
    private static final Duration LOOK = Duration.ofMillis(2);

    private final FutureTask<T> task;
    private final Thread thread;

    private BlockedCall(final Callable<T> call) {
        task = new FutureTask<>(call);
        thread = new Thread(task, "blocked");
        thread.setDaemon(true);
    }

    /** Returns when the call waits; or when it is over, which the result will tell. */
    public static <T> BlockedCall<T> start(final Callable<T> call) {
        final BlockedCall<T> blocked = new BlockedCall<>(call);
        blocked.thread.start();
        Awaitility.await("the call waits")
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK)
                .until(() -> blocked.task.isDone() || blocked.isWaiting());
        return blocked;
    }

    /** In a wait itself: a call passes through other methods of that class before it has done what the wait is for. */
    private boolean isWaiting() {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(Waiting.class.getName())
                        && frame.getMethodName().startsWith("await"));
    }

    /** Whether it has returned or thrown. */
    public boolean isDone() {
        return task.isDone();
    }

    public void interrupt() {
        thread.interrupt();
    }

    /** What it returned. */
    public T result() throws Exception {
        return task.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** What it threw. */
    public Throwable failure() throws Exception {
        try {
            throw new AssertionError("It returned " + result() + ".");
        } catch (final ExecutionException e) {
            return e.getCause();
        }
    }
}
