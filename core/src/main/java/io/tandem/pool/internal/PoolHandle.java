package io.tandem.pool.internal;

import io.tandem.function.RemoteBiFunction;
import io.tandem.function.RemoteCallable;
import io.tandem.function.RemoteConsumer;
import io.tandem.function.RemoteFunction;
import io.tandem.pool.ProcessPool;
import io.tandem.pool.TaskOptions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The methods of a {@link ProcessPool}, in the process that made it and in its workers. */
final class PoolHandle extends AbstractHandle implements ProcessPool {
    /**
     * A handle.
     *
     * @param pool  takes the tasks.
     * @param owner of the workers; null in a worker.
     */
    PoolHandle(final Dispatcher pool, final @Nullable PoolOwner owner) {
        super(pool, owner, PoolToken.Face.POOL);
    }

    PoolHandle(final PoolCore core) {
        this(core, new PoolOwner(core));
    }

    @Override
    public <T, R> List<R> map(final Iterable<? extends T> items, final RemoteFunction<? super T, ? extends R> function)
            throws InterruptedException {
        return this.<T>over(items).map(function);
    }

    @Override
    public <T, U, R> List<R> map(
            final Iterable<? extends T> first,
            final Iterable<? extends U> second,
            final RemoteBiFunction<? super T, ? super U, ? extends R> function)
            throws InterruptedException {
        return ItemsHandle.collect(
                ItemsHandle.call(pool, CallOptions.DEFAULT, function, ItemsHandle.pairs(first, second)));
    }

    @Override
    public <T> void forEach(final Iterable<? extends T> items, final RemoteConsumer<? super T> action)
            throws InterruptedException {
        this.<T>over(items).forEach(action);
    }

    @Override
    public <T, R> Stream<R> stream(
            final Iterable<? extends T> items, final RemoteFunction<? super T, ? extends R> function) {
        return this.<T>over(items).stream(function);
    }

    @Override
    public <T, R> Stream<R> streamUnordered(
            final Iterable<? extends T> items, final RemoteFunction<? super T, ? extends R> function) {
        return this.<T>over(items).streamUnordered(function);
    }

    @Override
    public <R> R call(final RemoteCallable<R> task) throws InterruptedException {
        final CompletableFuture<R> future = TaskFuture.submit(pool, TaskOptions.DEFAULT, task, true);
        try {
            return future.get();
        } catch (final ExecutionException e) {
            final Throwable cause = e.getCause();
            throw TaskFailures.thrown(-1, cause == null ? e : cause);
        } finally {
            future.cancel(true); // does nothing once it is done
        }
    }

    @Override
    public <R> CompletableFuture<R> callAsync(final RemoteCallable<R> task) {
        return callAsync(TaskOptions.DEFAULT, task);
    }

    @Override
    public <R> CompletableFuture<R> callAsync(final TaskOptions options, final RemoteCallable<R> task) {
        return TaskFuture.submit(pool, options, task, false);
    }

    @Override
    public <T, R> CompletableFuture<List<R>> mapAsync(
            final Iterable<? extends T> items, final RemoteFunction<? super T, ? extends R> function) {
        final ItemsCall call = asyncCall(items, function);
        return async(call, () -> ItemsHandle.collect(call));
    }

    @Override
    public <T> CompletableFuture<Void> forEachAsync(
            final Iterable<? extends T> items, final RemoteConsumer<? super T> action) {
        final ItemsCall call = asyncCall(items, action);
        return async(call, () -> {
            ItemsHandle.finish(call);
            return null;
        });
    }

    private ItemsCall asyncCall(final Iterable<?> items, final Object function) {
        final CallOptions options =
                CallOptions.DEFAULT.withTotal(ItemsHandle.total(items)).async();
        return ItemsHandle.call(pool, options, function, items.iterator());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it is the future that is returned
    private static <V> CompletableFuture<V> async(final ItemsCall call, final Callable<V> work) {
        final CompletableFuture<V> result = new CompletableFuture<>();
        result.whenComplete((value, failure) -> {
            if (failure instanceof CancellationException) {
                call.abandon();
            }
        });
        PoolThreads.helpers().execute(() -> {
            try {
                result.complete(work.call());
            } catch (final Throwable t) { // of the call, or of the source of its items
                result.completeExceptionally(t);
            }
        });
        return result;
    }

    @Override
    public String toString() {
        return "ProcessPool[" + pool.name() + "]";
    }
}
