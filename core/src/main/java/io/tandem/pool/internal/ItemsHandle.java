package io.tandem.pool.internal;

import io.tandem.function.RemoteConsumer;
import io.tandem.function.RemoteFunction;
import io.tandem.pool.ItemOutcome;
import io.tandem.pool.PoolItems;
import io.tandem.pool.ProgressListener;
import io.tandem.pool.TaskOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Items for a pool, and the ways to work on them.
 *
 * @param <T> type of the items.
 */
final class ItemsHandle<T> implements PoolItems<T> {
    private final Dispatcher pool;
    private final Iterable<? extends T> items;
    private CallOptions options;

    ItemsHandle(final Dispatcher pool, final Iterable<? extends T> items) {
        this.pool = pool;
        this.items = Objects.requireNonNull(items, "the items");
        options = CallOptions.DEFAULT.withTotal(total(items));
    }

    @Override
    public PoolItems<T> chunkSize(final int size) {
        if (size < 1 || size > BoardDescriptor.MOST_ITEMS) {
            throw new IllegalArgumentException(
                    "A chunk can't have " + size + " items: it must be 1 to " + BoardDescriptor.MOST_ITEMS + ".");
        }
        return with(options.withChunkSize(size));
    }

    @Override
    public PoolItems<T> lookAhead(final int most) {
        if (most < 1) {
            throw new IllegalArgumentException("A pool can't look " + most + " items ahead: it must be 1 or more.");
        }
        return with(options.withLookAhead(most));
    }

    @Override
    public PoolItems<T> timeLimit(final Duration limit) {
        return with(options.withTask(options.task().timeLimit(limit)));
    }

    @Override
    public PoolItems<T> retries(final int most) {
        return with(options.withTask(options.task().retries(most)));
    }

    @Override
    public PoolItems<T> priority(final int priority) {
        return with(options.withTask(options.task().priority(priority)));
    }

    @Override
    public PoolItems<T> progress(final ProgressListener listener) {
        return with(options.withProgress(Objects.requireNonNull(listener, "the listener")));
    }

    private PoolItems<T> with(final CallOptions newOptions) {
        final TaskOptions task = newOptions.task();
        if (newOptions.chunkSize() > 1 && task.timeLimit().isPresent()) {
            throw new IllegalStateException(
                    "Items have a time limit of " + task.timeLimit().get()
                            + " each and go in chunks of " + newOptions.chunkSize()
                            + ": the limit is for a task, so leave the chunk size away.");
        }
        options = newOptions;
        return this;
    }

    // ---- the ways

    @Override
    public <R> List<R> map(final RemoteFunction<? super T, ? extends R> function) throws InterruptedException {
        return collect(call(options, function));
    }

    @Override
    public <R> List<ItemOutcome<R>> mapOutcomes(final RemoteFunction<? super T, ? extends R> function)
            throws InterruptedException {
        return collect(call(options.collecting(), function));
    }

    @Override
    public <R> Stream<R> stream(final RemoteFunction<? super T, ? extends R> function) {
        return stream(call(options.lazy(true), function));
    }

    @Override
    public <R> Stream<R> streamUnordered(final RemoteFunction<? super T, ? extends R> function) {
        return stream(call(options.lazy(false), function));
    }

    @Override
    public <R> Stream<ItemOutcome<R>> streamOutcomes(final RemoteFunction<? super T, ? extends R> function) {
        return stream(call(options.lazy(false).collecting(), function));
    }

    @Override
    public void forEach(final RemoteConsumer<? super T> action) throws InterruptedException {
        finish(call(options, action));
    }

    /** How many there are, or -1 if that isn't known. */
    static long total(final Iterable<?> items) {
        return items instanceof Collection<?> collection ? collection.size() : -1;
    }

    /** Up to the end of the shorter of both. */
    static Iterator<ItemsCall.Pair> pairs(final Iterable<?> firsts, final Iterable<?> seconds) {
        final Iterator<?> first = firsts.iterator();
        final Iterator<?> second = seconds.iterator();
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

    /** Takes results that are null, to the end. */
    static void finish(final ItemsCall call) throws InterruptedException {
        try {
            while (call.next() != ItemsCall.END) {
                // another one is done
            }
        } finally {
            call.close();
        }
    }

    private ItemsCall call(final CallOptions chosen, final Object function) {
        return call(pool, chosen, function, items.iterator());
    }

    static ItemsCall call(
            final Dispatcher pool, final CallOptions options, final Object function, final Iterator<?> items) {
        return new ItemsCall(pool, options, Objects.requireNonNull(function, "the function"), items);
    }

    @SuppressWarnings("unchecked") // what a function of this type has returned
    static <R> List<R> collect(final ItemsCall call) throws InterruptedException {
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

    static <R> Stream<R> stream(final ItemsCall call) {
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
}
