package io.tandem.pool.internal;

import io.tandem.wait.internal.Uninterruptibly;
import io.tandem.wait.internal.Waiting;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A future for which who waits does something meanwhile.
 *
 * @param <V> type of the result.
 */
abstract class AwaitedFuture<V> extends CompletableFuture<V> {
    AwaitedFuture() {}

    /** Waits until it is done or about to be, or until the time is up. */
    abstract void await(long nanos) throws InterruptedException;

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
        if (!isDone()) {
            Uninterruptibly.run(() -> await(Waiting.FOREVER));
        }
        return super.join();
    }
}
