package io.tandem.pool;

import io.tandem.pool.internal.WorkerMain;
import io.tandem.wait.internal.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Waits for several futures, of this process's own or of any pools. A task that waits so for tasks that it has submitted lets its
 * worker run these meanwhile, as their own {@code get} and {@code join} do, and {@link CompletableFuture#allOf} doesn't.
 */
public final class Futures {
    private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    private Futures() {}

    /**
     * Which futures were done, and which weren't.
     *
     * @param <F>     type of the futures.
     * @param done    with a result or a failure, or cancelled; unmodifiable, in the order in which they were given.
     * @param notDone the others.
     */
    public record Waited<F>(List<F> done, List<F> notDone) {}

    /**
     * Waits until all are done.
     *
     * @param <F>     type of the futures.
     * @param futures to wait for; one that is there twice counts once.
     * @return all of them, done.
     * @throws InterruptedException if this thread is interrupted; the futures go on.
     */
    public static <F extends CompletableFuture<?>> Waited<F> waitAll(final Collection<F> futures)
            throws InterruptedException {
        return waitAll(futures, FOREVER);
    }

    /**
     * Waits until all are done, or the time is up.
     *
     * @param <F>     type of the futures.
     * @param futures to wait for.
     * @param limit   0 only looks.
     * @return which are done.
     * @throws InterruptedException if this thread is interrupted; the futures go on.
     */
    public static <F extends CompletableFuture<?>> Waited<F> waitAll(final Collection<F> futures, final Duration limit)
            throws InterruptedException {
        return await(futures, limit, Integer.MAX_VALUE, future -> false);
    }

    /**
     * Waits until one is done, or the time is up.
     *
     * @param <F>     type of the futures.
     * @param futures to wait for.
     * @param limit   0 only looks.
     * @return which are done.
     * @throws InterruptedException if this thread is interrupted; the futures go on.
     */
    public static <F extends CompletableFuture<?>> Waited<F> waitAny(final Collection<F> futures, final Duration limit)
            throws InterruptedException {
        return await(futures, limit, 1, future -> true);
    }

    /**
     * Waits until all are done, one has failed or was cancelled, or the time is up.
     *
     * @param <F>     type of the futures.
     * @param futures to wait for.
     * @param limit   0 only looks.
     * @return which are done.
     * @throws InterruptedException if this thread is interrupted; the futures go on.
     */
    public static <F extends CompletableFuture<?>> Waited<F> waitAllOrFailure(
            final Collection<F> futures, final Duration limit) throws InterruptedException {
        return await(futures, limit, Integer.MAX_VALUE, CompletableFuture::isCompletedExceptionally);
    }

    private static <F extends CompletableFuture<?>> Waited<F> await(
            final Collection<F> futures, final Duration limit, final int most, final Predicate<F> ends)
            throws InterruptedException {
        final Set<F> all = new LinkedHashSet<>(futures);
        final Completions<F> completions = new Completions<>(all);
        final long nanos = Waiting.nanos(limit);
        final long start = System.nanoTime();
        for (int i = 0; i < Math.min(most, all.size()); i++) {
            final F done = completions.next(nanos, start);
            if (done == null || ends.test(done)) {
                break;
            }
        }
        final List<F> done = new ArrayList<>();
        final List<F> notDone = new ArrayList<>();
        for (final F future : all) {
            (future.isDone() ? done : notDone).add(future);
        }
        return new Waited<>(List.copyOf(done), List.copyOf(notDone));
    }

    /**
     * Futures as they get done.
     *
     * @param <F>     type of the futures.
     * @param futures to wait for; one that is there twice comes once.
     * @return each of them when it is done, those first that are; {@link CancellationException} if the thread that takes them is
     *     interrupted, which doesn't concern the futures.
     */
    public static <F extends CompletableFuture<?>> Stream<F> asCompleted(final Collection<F> futures) {
        return asCompleted(futures, FOREVER);
    }

    /**
     * Futures as they get done, for some time.
     *
     * @param <F>     type of the futures.
     * @param futures to wait for.
     * @param limit   from this call on.
     * @return each of them when it is done; its terminal operation throws an {@link IllegalStateException} with a {@link
     *     TimeoutException} as the cause when the time is up.
     */
    public static <F extends CompletableFuture<?>> Stream<F> asCompleted(
            final Collection<F> futures, final Duration limit) {
        final Set<F> all = new LinkedHashSet<>(futures);
        final Completions<F> completions = new Completions<>(all);
        final long nanos = Waiting.nanos(limit);
        final long start = System.nanoTime();
        final int count = all.size();
        return StreamSupport.stream(
                new Spliterators.AbstractSpliterator<F>(count, Spliterator.ORDERED | Spliterator.SIZED) {
                    private int came;

                    @Override
                    public boolean tryAdvance(final Consumer<? super F> action) {
                        if (came == count) {
                            return false;
                        }
                        action.accept(next());
                        return true;
                    }

                    private F next() {
                        try {
                            final F next = completions.next(nanos, start);
                            if (next == null) {
                                throw new IllegalStateException(new TimeoutException(
                                        (count - came) + " of " + count + " futures aren't done after " + limit + "."));
                            }
                            came++;
                            return next;
                        } catch (final InterruptedException e) {
                            Thread.currentThread().interrupt();
                            throw (CancellationException)
                                    new CancellationException("Interrupted while waiting for futures.").initCause(e);
                        }
                    }
                },
                false);
    }

    /** Futures in the order in which they get done. */
    private static final class Completions<F extends CompletableFuture<?>> {
        private final BlockingQueue<F> done = new LinkedBlockingQueue<>();

        @SuppressWarnings("FutureReturnValueIgnored") // each is its future again, which its owner looks at
        Completions(final Collection<F> futures) {
            for (final F future : futures) {
                future.whenComplete((value, failure) -> {
                    done.add(future);
                    WorkerMain.disturb();
                });
            }
        }

        @Nullable
        F next(final long limit, final long start) throws InterruptedException {
            final long left = Waiting.remaining(limit, start);
            if (WorkerMain.await(() -> !done.isEmpty(), left)) {
                return done.poll();
            }
            return done.poll(left, TimeUnit.NANOSECONDS);
        }
    }
}
