package io.tandem.pool.internal;

import io.tandem.wait.internal.Waiting;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What was made of the future of a task's own task, such as by {@code thenCombine}: while a task waits for it, its worker runs what
 * the pool gives it, as it does for the task's future itself.
 *
 * @param <V> type of the result.
 */
final class NestedStage<V> extends CompletableFuture<V> {
    private final AtomicBoolean watched = new AtomicBoolean();

    private void await(final long nanos) throws InterruptedException {
        if (!isDone()) {
            watch();
            WorkerMain.await(this::isDone, nanos);
        }
    }

    /** Has its end told to who waits. */
    @SuppressWarnings("FutureReturnValueIgnored") // it is this one that is looked at
    private void watch() {
        if (watched.compareAndSet(false, true)) {
            whenComplete((value, failure) -> WorkerMain.disturb());
        }
    }

    @Override
    public V get() throws InterruptedException, ExecutionException {
        await(Waiting.FOREVER);
        return super.get();
    }

    @Override
    public V get(final long timeout, final TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        final long nanos = Waiting.nanos(timeout, unit);
        final long start = System.nanoTime();
        await(nanos);
        return super.get(Waiting.remaining(nanos, start), TimeUnit.NANOSECONDS);
    }

    @Override
    public V join() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    await(Waiting.FOREVER);
                    return super.join();
                } catch (final InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new NestedStage<>();
    }
}
