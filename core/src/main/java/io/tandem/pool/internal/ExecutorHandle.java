package io.tandem.pool.internal;

import io.tandem.function.RemoteBiFunction;
import io.tandem.function.RemoteCallable;
import io.tandem.function.RemoteFunction;
import io.tandem.function.RemoteRunnable;
import io.tandem.pool.ProcessPoolExecutor;
import io.tandem.pool.TaskOptions;
import io.tandem.wait.internal.Waiting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The methods of a {@link ProcessPoolExecutor}, in the process that made it and in its workers. */
final class ExecutorHandle extends AbstractHandle implements ProcessPoolExecutor {
    /**
     * A handle.
     *
     * @param pool  takes the tasks.
     * @param owner of the workers; null in a worker.
     */
    ExecutorHandle(final Dispatcher pool, final @Nullable PoolOwner owner) {
        super(pool, owner, PoolToken.Face.EXECUTOR);
    }

    // ---- submitting

    @Override
    public <V> CompletableFuture<V> submit(final RemoteCallable<V> task) {
        return submit(TaskOptions.DEFAULT, task);
    }

    @Override
    public CompletableFuture<?> submit(final RemoteRunnable task) {
        return submit(TaskOptions.DEFAULT, task);
    }

    @Override
    public <V> CompletableFuture<V> submit(final TaskOptions options, final RemoteCallable<V> task) {
        return TaskFuture.submit(pool, options, task, false);
    }

    @Override
    public CompletableFuture<?> submit(final TaskOptions options, final RemoteRunnable task) {
        return TaskFuture.submit(pool, options, task, false);
    }

    @Override
    public <V> CompletableFuture<V> submit(final Callable<V> task) {
        return TaskFuture.submit(pool, TaskOptions.DEFAULT, Refusals.travelling(task), false);
    }

    @Override
    public CompletableFuture<?> submit(final Runnable task) {
        return TaskFuture.submit(pool, TaskOptions.DEFAULT, Refusals.travelling(task), false);
    }

    @Override
    public <V> CompletableFuture<V> submit(final Runnable task, final V result) {
        return TaskFuture.submit(pool, TaskOptions.DEFAULT, Refusals.travelling(task), false, result);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // its failures go to the handler
    public void execute(final Runnable task) {
        final CompletableFuture<?> future = submit(task);
        future.whenComplete((nothing, failure) -> {
            if (failure != null && !(failure instanceof CancellationException)) {
                final Thread self = Thread.currentThread();
                self.getUncaughtExceptionHandler().uncaughtException(self, failure);
            }
        });
    }

    // ---- several at once

    @Override
    public <V> List<Future<V>> invokeAll(final Collection<? extends Callable<V>> tasks) throws InterruptedException {
        return invokeAll(tasks, Waiting.FOREVER);
    }

    @Override
    public <V> List<Future<V>> invokeAll(
            final Collection<? extends Callable<V>> tasks, final long timeout, final TimeUnit unit)
            throws InterruptedException {
        return invokeAll(tasks, Waiting.nanos(timeout, unit));
    }

    private <V> List<Future<V>> invokeAll(final Collection<? extends Callable<V>> tasks, final long nanos)
            throws InterruptedException {
        final long start = System.nanoTime();
        final List<CompletableFuture<V>> futures = submitAll(tasks);
        boolean complete = false;
        try {
            for (final CompletableFuture<V> future : futures) {
                if (!isDone(future, Waiting.remaining(nanos, start))) {
                    break;
                }
            }
            complete = futures.stream().allMatch(CompletableFuture::isDone);
        } finally {
            if (!complete) {
                futures.forEach(future -> future.cancel(true));
            }
        }
        return new ArrayList<>(futures);
    }

    private static boolean isDone(final CompletableFuture<?> future, final long nanos) throws InterruptedException {
        try {
            future.get(nanos, TimeUnit.NANOSECONDS);
        } catch (final ExecutionException | CancellationException e) {
            return true; // its caller looks at it
        } catch (final TimeoutException e) {
            return false;
        }
        return true;
    }

    private <V> List<CompletableFuture<V>> submitAll(final Collection<? extends Callable<V>> tasks) {
        final List<CompletableFuture<V>> futures = new ArrayList<>(tasks.size());
        boolean complete = false;
        try {
            for (final Callable<V> task : tasks) {
                futures.add(submit(task));
            }
            complete = true;
        } finally {
            if (!complete) {
                futures.forEach(future -> future.cancel(true));
            }
        }
        return futures;
    }

    @Override
    public <V> V invokeAny(final Collection<? extends Callable<V>> tasks)
            throws InterruptedException, ExecutionException {
        try {
            return invokeAny(tasks, Waiting.FOREVER);
        } catch (final TimeoutException e) {
            throw new IllegalStateException("There is no time limit.", e);
        }
    }

    @Override
    public <V> V invokeAny(final Collection<? extends Callable<V>> tasks, final long timeout, final TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return invokeAny(tasks, Waiting.nanos(timeout, unit));
    }

    private <V> V invokeAny(final Collection<? extends Callable<V>> tasks, final long nanos)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("invokeAny was given no task, so that none can succeed.");
        }
        final long start = System.nanoTime();
        final List<CompletableFuture<V>> futures = submitAll(tasks);
        try {
            final List<CompletableFuture<V>> left = new ArrayList<>(futures);
            ExecutionException last = null;
            while (!left.isEmpty()) {
                if (!pool.await(() -> settled(left) >= 0, Waiting.remaining(nanos, start))) {
                    throw new TimeoutException("None of " + tasks.size() + " tasks has succeeded in time.");
                }
                try {
                    return left.remove(settled(left)).get();
                } catch (final ExecutionException e) {
                    last = e;
                }
            }
            throw last == null ? new ExecutionException(new IllegalStateException("No task was run.")) : last;
        } finally {
            futures.forEach(future -> future.cancel(true));
        }
    }

    /** The first whose outcome is known, or -1. */
    private static int settled(final List<? extends CompletableFuture<?>> futures) {
        for (int i = 0; i < futures.size(); i++) {
            final CompletableFuture<?> future = futures.get(i);
            if (future instanceof TaskFuture<?> task ? task.isSettled() : future.isDone()) {
                return i;
            }
        }
        return -1;
    }

    // ---- over items

    @Override
    public <T, R> Stream<R> map(
            final Iterable<? extends T> items, final RemoteFunction<? super T, ? extends R> function) {
        return this.<T>over(items).stream(function);
    }

    @Override
    public <T, U, R> Stream<R> map(
            final Iterable<? extends T> first,
            final Iterable<? extends U> second,
            final RemoteBiFunction<? super T, ? super U, ? extends R> function) {
        return ItemsHandle.stream(
                ItemsHandle.call(pool, CallOptions.DEFAULT.lazy(true), function, ItemsHandle.pairs(first, second)));
    }

    // ---- its end

    @Override
    public void shutdown() {
        owner("shut it down").core().shutDown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        return owner("shut it down").core().shutDownNow();
    }

    @Override
    public boolean isShutdown() {
        final PoolCore core = core();
        return core != null && core.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        final PoolCore core = core();
        return core != null && core.ended.isDone();
    }

    @Override
    public boolean awaitTermination(final long timeout, final TimeUnit unit) throws InterruptedException {
        return owner("wait for its end").awaitEnd(Waiting.nanos(timeout, unit));
    }

    @Override
    public String toString() {
        return "ProcessPoolExecutor[" + pool.name() + "]";
    }
}
