package io.tandem.pool.internal;

import io.tandem.function.RemoteRunnable;
import io.tandem.pool.PoolBuilder;
import io.tandem.segment.Domain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Options of a pool or executor.
 *
 * @param <B> type of the builder itself.
 */
abstract class AbstractPoolBuilder<B extends PoolBuilder<B>> implements PoolBuilder<B> {
    private static final int LONGEST_NAME = 100;
    private static final Duration GRACE_PERIOD = Duration.ofSeconds(2);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private int workers = Runtime.getRuntime().availableProcessors();
    private @Nullable String name;
    private @Nullable Domain domain;
    private @Nullable RemoteRunnable initializer;
    private long tasksPerWorker = Long.MAX_VALUE;
    private long memoryPerWorker = Long.MAX_VALUE;
    private int retries;
    private Duration gracePeriod = GRACE_PERIOD;
    private int maxPending = Integer.MAX_VALUE;
    private List<String> jvmOptions = List.of();

    private @Nullable Duration idleTimeout;

    AbstractPoolBuilder() {}

    abstract B self();

    @Override
    public B workers(final int newWorkers) {
        workers = checkedWorkers(newWorkers);
        return self();
    }

    static int checkedWorkers(final int workers) {
        return (int) atLeast(1, workers, "workers");
    }

    private static long atLeast(final long least, final long value, final String what) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "A pool can't have " + value + " as its number of " + what + ": it must be " + least + " or more.");
        }
        return value;
    }

    @Override
    public B name(final String newName) {
        if (newName.isEmpty()
                || newName.length() > LONGEST_NAME
                || newName.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("The name of a pool must have 1 to " + LONGEST_NAME
                    + " characters, none of them a control character; this one has " + newName.length() + ".");
        }
        name = newName;
        return self();
    }

    @Override
    public B domain(final Domain newDomain) {
        domain = Objects.requireNonNull(newDomain, "the domain");
        return self();
    }

    @Override
    public B initializer(final RemoteRunnable newInitializer) {
        initializer = Objects.requireNonNull(newInitializer, "the initializer");
        return self();
    }

    @Override
    public B tasksPerWorker(final long tasks) {
        tasksPerWorker = atLeast(1, tasks, "tasks per worker");
        return self();
    }

    @Override
    public B memoryPerWorker(final long bytes) {
        memoryPerWorker = atLeast(1, bytes, "bytes per worker");
        return self();
    }

    @Override
    public B retries(final int most) {
        retries = (int) atLeast(0, most, "retries");
        return self();
    }

    @Override
    public B gracePeriod(final Duration period) {
        if (period.isNegative()) {
            throw new IllegalArgumentException("A grace period can't be negative: " + period + ".");
        }
        gracePeriod = atMostForever(period);
        return self();
    }

    @Override
    public B maxPending(final int tasks) {
        maxPending = (int) atLeast(1, tasks, "pending tasks");
        return self();
    }

    @Override
    public B jvmOptions(final String... options) {
        final List<String> all = new ArrayList<>(jvmOptions);
        all.addAll(List.of(options));
        jvmOptions = List.copyOf(all);
        return self();
    }

    @Override
    public B idleTimeout(final Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("An idle time-out must be more than nothing: " + timeout + ".");
        }
        idleTimeout = atMostForever(timeout);
        return self();
    }

    private static Duration atMostForever(final Duration some) {
        return some.compareTo(PoolOptions.FOREVER) > 0 ? PoolOptions.FOREVER : some;
    }

    /** A pool of these options. */
    final PoolCore core(final boolean isEager, final Duration usualIdleTimeout) {
        final Duration chosenTimeout = idleTimeout;
        return new PoolCore(options(isEager, chosenTimeout == null ? usualIdleTimeout : chosenTimeout));
    }

    private PoolOptions options(final boolean isEager, final Duration timeout) {
        final String given = name;
        final Domain chosen = domain;
        return new PoolOptions(
                chosen == null ? Domain.current() : chosen,
                given == null ? "pool-" + COUNT.incrementAndGet() : given,
                workers,
                isEager,
                timeout,
                initializer,
                tasksPerWorker,
                memoryPerWorker,
                retries,
                gracePeriod,
                maxPending,
                jvmOptions);
    }
}
