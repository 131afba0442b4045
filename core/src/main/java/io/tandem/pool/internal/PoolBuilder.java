package io.tandem.pool.internal;

import io.tandem.function.RemoteRunnable;
import io.tandem.pool.ProcessPool;
import io.tandem.segment.Domain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Options of a pool. */
public final class PoolBuilder implements ProcessPool.Builder {
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

    /** Starts with the defaults. */
    public PoolBuilder() {}

    @Override
    public ProcessPool.Builder workers(final int newWorkers) {
        workers = checkedWorkers(newWorkers);
        return this;
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
    public ProcessPool.Builder name(final String newName) {
        if (newName.isEmpty()
                || newName.length() > LONGEST_NAME
                || newName.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("The name of a pool must have 1 to " + LONGEST_NAME
                    + " characters, none of them a control character; this one has " + newName.length() + ".");
        }
        name = newName;
        return this;
    }

    @Override
    public ProcessPool.Builder domain(final Domain newDomain) {
        domain = Objects.requireNonNull(newDomain, "the domain");
        return this;
    }

    @Override
    public ProcessPool.Builder initializer(final RemoteRunnable newInitializer) {
        initializer = Objects.requireNonNull(newInitializer, "the initializer");
        return this;
    }

    @Override
    public ProcessPool.Builder tasksPerWorker(final long tasks) {
        tasksPerWorker = atLeast(1, tasks, "tasks per worker");
        return this;
    }

    @Override
    public ProcessPool.Builder memoryPerWorker(final long bytes) {
        memoryPerWorker = atLeast(1, bytes, "bytes per worker");
        return this;
    }

    @Override
    public ProcessPool.Builder retries(final int most) {
        retries = (int) atLeast(0, most, "retries");
        return this;
    }

    @Override
    public ProcessPool.Builder gracePeriod(final Duration period) {
        if (period.isNegative()) {
            throw new IllegalArgumentException("A grace period can't be negative: " + period + ".");
        }
        gracePeriod = period;
        return this;
    }

    @Override
    public ProcessPool.Builder maxPending(final int tasks) {
        maxPending = (int) atLeast(1, tasks, "pending tasks");
        return this;
    }

    @Override
    public ProcessPool.Builder jvmOptions(final String... options) {
        final List<String> all = new ArrayList<>(jvmOptions);
        all.addAll(List.of(options));
        jvmOptions = List.copyOf(all);
        return this;
    }

    private PoolOptions options() {
        final String given = name;
        final Domain chosen = domain;
        return new PoolOptions(
                chosen == null ? Domain.current() : chosen,
                given == null ? "pool-" + COUNT.incrementAndGet() : given,
                workers,
                false,
                initializer,
                tasksPerWorker,
                memoryPerWorker,
                retries,
                gracePeriod,
                maxPending,
                jvmOptions);
    }

    @Override
    public ProcessPool create() {
        return new PoolHandle(new PoolCore(options()));
    }
}
