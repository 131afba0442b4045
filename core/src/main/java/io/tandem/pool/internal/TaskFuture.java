package io.tandem.pool.internal;

import io.tandem.wait.internal.Waiting;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The future of one task. What a worker has answered is decoded by the first that asks for it, or by a helper for what depends on
 * it; a value that needs no code of users is there at once.
 *
 * @param <V> type of the result.
 */
final class TaskFuture<V> extends CompletableFuture<V> implements Completion {
    private final PoolCore core;
    private final AtomicReference<@Nullable Frame> undecoded = new AtomicReference<>();
    private volatile boolean arrived;
    private @Nullable Task task;

    TaskFuture(final PoolCore core) {
        this.core = core;
    }

    /** Before it is submitted. */
    void of(final Task itsTask) {
        task = itsTask;
    }

    // ---- told

    @Override
    public void arrived(final Task of, final Frame outcome) {
        if (outcome.kind == FrameDescriptor.DONE && outcome.isAtHand() && getNumberOfDependents() == 0) {
            finish(outcome);
            arrived = true;
            return;
        }
        undecoded.set(outcome);
        arrived = true;
        PoolThreads.helpers().execute(this::decode);
    }

    @Override
    public void failed(final Task of, final Throwable reason) {
        PoolThreads.helpers().execute(() -> {
            completeExceptionally(reason);
            arrived = true;
            core.reader.disturb();
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
        try {
            final Object value = outcome.take(core.domain);
            if (outcome.kind == FrameDescriptor.DONE) {
                complete((V) value);
            } else {
                completeExceptionally(core.failureOf(outcome));
            }
        } catch (final Throwable t) { // of this result alone
            completeExceptionally(t);
        }
    }

    // ---- asked

    private boolean await(final long nanos) throws InterruptedException {
        if (!isDone()) {
            if (!core.reader.await(() -> arrived || isDone(), nanos)) {
                return false;
            }
            decode();
        }
        return true;
    }

    @Override
    public V get() throws InterruptedException, ExecutionException {
        await(Waiting.FOREVER);
        return super.get();
    }

    @Override
    public V get(final long timeout, final TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (!await(Waiting.nanos(timeout, unit))) {
            return super.get(0, TimeUnit.NANOSECONDS);
        }
        return super.get();
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
    public V getNow(final V otherwise) {
        decode();
        return super.getNow(otherwise);
    }

    /** A stage that depends on this one is an ordinary future. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
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
            core.cancel(mine, mayInterrupt);
        }
        final boolean cancelled = super.cancel(mayInterrupt);
        core.reader.disturb();
        return cancelled;
    }
}
