package io.tandem.pool.internal;

import io.tandem.function.RemoteBiFunction;
import io.tandem.function.RemoteCallable;
import io.tandem.function.RemoteConsumer;
import io.tandem.function.RemoteFunction;
import io.tandem.pool.ProcessPool;
import io.tandem.pool.TaskFailedException;
import io.tandem.pool.TaskOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The methods of a {@link ProcessPool} over its core. */
final class PoolHandle implements ProcessPool {
    private final PoolCore core;

    PoolHandle(final PoolCore core) {
        this.core = core;
    }

    @Override
    public <T, R> List<R> map(final Iterable<? extends T> items, final RemoteFunction<? super T, ? extends R> function)
            throws InterruptedException {
        return collect(call(items.iterator(), function));
    }

    @Override
    public <T, U, R> List<R> map(
            final Iterable<? extends T> first,
            final Iterable<? extends U> second,
            final RemoteBiFunction<? super T, ? super U, ? extends R> function)
            throws InterruptedException {
        return collect(call(pairs(first.iterator(), second.iterator()), function));
    }

    private static Iterator<ItemsCall.Pair> pairs(final Iterator<?> first, final Iterator<?> second) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return first.hasNext() && second.hasNext();
            }

            @Override
            public ItemsCall.Pair next() {
                return new ItemsCall.Pair(first.next(), second.next());
            }
        };
    }

    @Override
    public <T> void forEach(final Iterable<? extends T> items, final RemoteConsumer<? super T> action)
            throws InterruptedException {
        final ItemsCall call = call(items.iterator(), action);
        try {
            while (call.next() != ItemsCall.END) {
                // its result is null
            }
        } finally {
            call.close();
        }
    }

    private ItemsCall call(final Iterator<?> items, final Object function) {
        return new ItemsCall(core, Objects.requireNonNull(function, "the function"), items, true, false);
    }

    @SuppressWarnings("unchecked") // what a function of this type has returned
    private static <R> List<R> collect(final ItemsCall call) throws InterruptedException {
        final List<R> results = new ArrayList<>();
        try {
            for (Object result = call.next(); result != ItemsCall.END; result = call.next()) {
                results.add((R) result);
            }
        } finally {
            call.close();
        }
        return Collections.unmodifiableList(results);
    }

    @Override
    public <T, R> Stream<R> stream(
            final Iterable<? extends T> items, final RemoteFunction<? super T, ? extends R> function) {
        return stream(
                new ItemsCall(core, Objects.requireNonNull(function, "the function"), items.iterator(), true, true));
    }

    @Override
    public <T, R> Stream<R> streamUnordered(
            final Iterable<? extends T> items, final RemoteFunction<? super T, ? extends R> function) {
        return stream(
                new ItemsCall(core, Objects.requireNonNull(function, "the function"), items.iterator(), false, true));
    }

    private static <R> Stream<R> stream(final ItemsCall call) {
        final Spliterator<R> results = new Spliterators.AbstractSpliterator<>(Long.MAX_VALUE, Spliterator.ORDERED) {
            @Override
            @SuppressWarnings("unchecked") // what a function of this type has returned
            public boolean tryAdvance(final Consumer<? super R> action) {
                final Object result;
                try {
                    result = call.next();
                } catch (final InterruptedException e) {
                    call.close();
                    Thread.currentThread().interrupt();
                    throw (CancellationException)
                            new CancellationException("Interrupted while waiting for a result of the pool.")
                                    .initCause(e);
                }
                if (result == ItemsCall.END) {
                    return false;
                }
                action.accept((R) result);
                return true;
            }
        };
        return StreamSupport.stream(results, false).onClose(call::close);
    }

    @Override
    public <R> R call(final RemoteCallable<R> task) throws InterruptedException {
        final CompletableFuture<R> future = callAsync(task);
        try {
            return future.get();
        } catch (final ExecutionException e) {
            final Throwable cause = e.getCause();
            throw failed(cause == null ? e : cause);
        } finally {
            future.cancel(true); // does nothing once it is done
        }
    }

    private static RuntimeException failed(final Throwable cause) {
        if (cause instanceof io.tandem.pool.WorkerDiedException
                || cause instanceof io.tandem.pool.PoolFailedException) {
            return (RuntimeException) cause;
        }
        return new TaskFailedException("The task failed: " + cause, -1, cause);
    }

    @Override
    public <R> CompletableFuture<R> callAsync(final RemoteCallable<R> task) {
        final TaskFuture<R> future = new TaskFuture<>(core);
        final Task its = core.functions.task(Objects.requireNonNull(task, "the task"), future, TaskOptions.DEFAULT);
        future.of(its);
        try {
            core.submit(its);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            future.completeExceptionally(e);
        }
        return future;
    }

    @Override
    public <T, R> CompletableFuture<List<R>> mapAsync(
            final Iterable<? extends T> items, final RemoteFunction<? super T, ? extends R> function) {
        return async(call(items.iterator(), function));
    }

    @Override
    public <T> CompletableFuture<Void> forEachAsync(
            final Iterable<? extends T> items, final RemoteConsumer<? super T> action) {
        return async(call(items.iterator(), action)).thenAccept(results -> {});
    }

    private static <R> CompletableFuture<List<R>> async(final ItemsCall call) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return collect(call);
                    } catch (final InterruptedException e) {
                        throw new CompletionException(e);
                    }
                },
                PoolThreads.helpers());
    }

    @Override
    public void resize(final int workers) {
        core.resize(PoolBuilder.checkedWorkers(workers));
    }

    @Override
    public void close() {
        core.shutDown();
        boolean interrupted = false;
        while (true) {
            try {
                core.ended.get();
                break;
            } catch (final InterruptedException e) {
                interrupted = true;
                core.terminate();
            } catch (final ExecutionException e) {
                throw new IllegalStateException("The end of a pool never fails.", e);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void terminate() {
        core.terminate();
    }

    @Override
    public String toString() {
        return "ProcessPool[" + core.options.name() + "]";
    }
}
