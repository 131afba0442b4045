package io.tandem.pool;

import io.tandem.wait.internal.Waiting;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How one task, or each task of a call, is to be run. Immutable; {@link #DEFAULT} is where one begins:
 *
 * <pre>{@code
 * executor.submit(TaskOptions.DEFAULT.timeLimit(Duration.ofSeconds(5)).retries(2), () -> fetch(page));
 * }</pre>
 */
public final class TaskOptions {
    /** No time limit, priority 0; the retries of the pool. */
    public static final TaskOptions DEFAULT = new TaskOptions(Long.MAX_VALUE, 0, -1);

    private final long timeLimitNanos;
    private final int priority;
    private final int retries;

    private TaskOptions(final long timeLimitNanos, final int priority, final int retries) {
        this.timeLimitNanos = timeLimitNanos;
        this.priority = priority;
        this.retries = retries;
    }

    /**
     * Ends a task that runs for longer: it is interrupted, and if it goes on for the pool's grace period, its worker is killed
     * and replaced. Its future fails with a {@link java.util.concurrent.TimeoutException} at once. Time that it waits for a
     * worker doesn't count.
     *
     * @param limit more than 0.
     * @return such options.
     */
    public TaskOptions timeLimit(final Duration limit) {
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException("A task can't be limited to " + limit + ": give it more than nothing.");
        }
        return new TaskOptions(Waiting.nanos(limit), priority, retries);
    }

    /**
     * Lets a task go before all that wait with a lower priority. What is at a worker already isn't overtaken.
     *
     * @param newPriority any; higher goes first.
     * @return such options.
     */
    public TaskOptions priority(final int newPriority) {
        return new TaskOptions(timeLimitNanos, newPriority, retries);
    }

    /**
     * Runs a task again when its worker has died while it ran. Only for tasks that may run twice. A task whose worker was killed for
     * its sake, by a time limit or a cancel, isn't run again.
     *
     * @param most how many times it may be run again; 0 or more.
     * @return such options.
     */
    public TaskOptions retries(final int most) {
        if (most < 0) {
            throw new IllegalArgumentException("A task can't be run again " + most + " times: it must be 0 or more.");
        }
        return new TaskOptions(timeLimitNanos, priority, most);
    }

    /** {@return how long it may run} Empty for no limit. */
    public Optional<Duration> timeLimit() {
        return timeLimitNanos == Long.MAX_VALUE ? Optional.empty() : Optional.of(Duration.ofNanos(timeLimitNanos));
    }

    /** {@return its priority} */
    public int priority() {
        return priority;
    }

    /**
     * How often it may be run again.
     *
     * @param otherwise where these options don't say.
     * @return how many times.
     */
    public int retriesOr(final int otherwise) {
        return retries < 0 ? otherwise : retries;
    }

    @Override
    public boolean equals(final Object other) {
        return other == this
                || other instanceof TaskOptions that
                        && that.timeLimitNanos == timeLimitNanos
                        && that.priority == priority
                        && that.retries == retries;
    }

    @Override
    public int hashCode() {
        return Objects.hash(timeLimitNanos, priority, retries);
    }

    @Override
    public String toString() {
        return "TaskOptions["
                + timeLimit().map(limit -> "limit " + limit + ", ").orElse("") + "priority " + priority
                + (retries < 0 ? "" : ", retries " + retries) + "]";
    }
}
