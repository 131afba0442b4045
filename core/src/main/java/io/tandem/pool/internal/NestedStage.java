package io.tandem.pool.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What was made of the future of a task's own task, such as by {@code thenCombine}: while a task waits for it, its worker runs what
 * the pool gives it, as it does for the task's future itself.
 *
 * @param <V> type of the result.
 */
final class NestedStage<V> extends AwaitedFuture<V> {
    private final AtomicBoolean watched = new AtomicBoolean();

    @Override
    void await(final long nanos) throws InterruptedException {
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
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new NestedStage<>();
    }
}
