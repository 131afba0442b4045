package io.tandem.pool.internal;

import io.tandem.pool.TaskOptions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The future of one task. What a worker has answered is decoded by the first that asks for it, or by a helper for what depends on
 * it; a value that needs no code of users is there at once.
 *
 * @param <V> type of the result.
 */
final class TaskFuture<V> extends AwaitedFuture<V> implements Completion {
    private final Dispatcher pool;
    /** The value of what returns none. */
    private final @Nullable V otherwise;

    private final AtomicReference<@Nullable Frame> undecoded = new AtomicReference<>();
    private volatile boolean arrived;
    private @Nullable Task task;
    /** As it was given; null once it is done. */
    private volatile @Nullable Object function;

    /** Other futures depend on this one, and run their users' code when it is completed. Guarded by this. */
    private boolean hasDependents;

    private TaskFuture(final Dispatcher pool, final @Nullable V otherwise) {
        this.pool = pool;
        this.otherwise = otherwise;
    }

    /**
     * Submits a task.
     *
     * @param waits whether the caller waits for it, and leaves what it captures as it is.
     */
    static <V> TaskFuture<V> submit(
            final Dispatcher pool, final TaskOptions options, final Object function, final boolean waits) {
        return submit(pool, options, function, waits, null);
    }

    /**
     * The same.
     *
     * @param otherwise the future's value where the task returns null.
     */
    static <V> TaskFuture<V> submit(
            final Dispatcher pool,
            final TaskOptions options,
            final Object function,
            final boolean waits,
            final @Nullable V otherwise) {
        Objects.requireNonNull(function, "the task");
        final TaskFuture<V> future = new TaskFuture<>(pool, otherwise);
        final Task task = pool.functions().task(function, future, options, waits);
        future.task = task;
        future.function = function;
        try {
            pool.submitAll(List.of(task));
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            future.completeExceptionally(e);
        }
        return future;
    }

    // ---- told

    @Override
    public void arrived(final Task of, final Frame outcome) {
        if (outcome.kind == FrameDescriptor.DONE && outcome.isAtHand() && finishAlone(outcome)) {
            arrived = true;
            return;
        }
        undecoded.set(outcome);
        arrived = true;
        PoolThreads.helpers().execute(this::decode);
    }

    /** Finishes unless that might run code of users: the calling thread reads the results of all. */
    private synchronized boolean finishAlone(final Frame outcome) {
        final boolean alone = !hasDependents && getNumberOfDependents() == 0;
        if (alone) {
            finish(outcome);
        }
        return alone;
    }

    @Override
    public void failed(final Task of, final int first, final int end, final Throwable reason) {
        PoolThreads.helpers().execute(() -> {
            function = null;
            completeExceptionally(reason);
            arrived = true;
            pool.disturb();
        });
    }

    private void decode() {
        final Frame outcome = undecoded.getAndSet(null);
        if (outcome != null) {
            finish(outcome);
        }
    }

    @SuppressWarnings("unchecked") // what a function of this type has returned
    private void finish(final Frame outcome) {
        function = null;
        try {
            final Object value = outcome.take(pool.domain());
            if (outcome.kind == FrameDescriptor.DONE) {
                complete(value == null ? otherwise : (V) value);
            } else {
                completeExceptionally(TaskFailures.of(outcome));
            }
        } catch (final Throwable t) { // of this result alone
            completeExceptionally(t);
        }
    }

    /** Its outcome is known, if not decoded yet. */
    boolean isSettled() {
        return arrived || isDone();
    }

    /** The task, to be run in this process; null if it is done. */
    @Nullable
    Runnable local() {
        final Object given = function;
        if (given instanceof Callable<?> callable) {
            return () -> {
                try {
                    callable.call();
                } catch (final Exception e) {
                    throw new CompletionException(e);
                }
            };
        }
        return given instanceof Runnable runnable ? runnable : null;
    }

    // ---- asked

    @Override
    void await(final long nanos) throws InterruptedException {
        if (!isDone() && pool.await(this::isSettled, nanos)) {
            decode();
        }
    }

    @Override
    public V getNow(final V valueIfAbsent) {
        decode();
        return super.getNow(valueIfAbsent);
    }

    /** What is made of it. */
    @Override
    public synchronized <U> CompletableFuture<U> newIncompleteFuture() {
        hasDependents = true;
        return pool instanceof NestedDispatcher ? new NestedStage<>() : new CompletableFuture<>();
    }

    /**
     * Cancels the task.
     *
     * @param mayInterrupt whether it is interrupted if it runs, and its worker killed if it goes on all the same.
     */
    @Override
    public boolean cancel(final boolean mayInterrupt) {
        final Task mine = task;
        if (mine != null && !isDone()) {
            pool.cancel(mine, mayInterrupt);
        }
        final boolean cancelled = super.cancel(mayInterrupt);
        pool.disturb();
        return cancelled;
    }
}
