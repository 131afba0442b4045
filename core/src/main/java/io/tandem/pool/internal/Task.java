package io.tandem.pool.internal;

import io.tandem.pool.TaskOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One task from its submission to its outcome, for one item, a chunk of them, or none; also the message that brings it to a worker.
 * Guarded by the pool's lock once submitted.
 */
final class Task extends Frame {
    private static final int LONGEST_ATTEMPT = Byte.MAX_VALUE;

    final FunctionRef of;
    final Completion completion;
    final TaskOptions options;

    /** Shared objects among its values, or null. */
    @Nullable
    Held held;

    /** Where it is, or null while it waits. */
    @Nullable
    Worker worker;

    /** How many workers have died of it. */
    int deaths;

    /** Its outcome is told already: what its worker answers is of no interest. */
    boolean over;

    /** Nothing of it is left to be begun: its worker waits within it for other tasks, or runs those. */
    boolean allBegun;

    /** When it was first found to be running, by {@link System#nanoTime}; 0 before that. */
    long runsSince;

    /** Its caller's own number for it, where it was submitted by another task. */
    long nestedNumber;

    Task(final FunctionRef of, final Completion completion, final TaskOptions options, final long index) {
        super(FrameDescriptor.TASK);
        this.of = of;
        this.completion = completion;
        this.options = options;
        this.index = index;
        function = of.number;
        end = 1;
        nanos = timeLimitNanos(options);
    }

    /** Makes it one for several items. */
    Task chunk(final int items) {
        flags = FrameDescriptor.CHUNK;
        end = items;
        return this;
    }

    boolean isChunk() {
        return has(FrameDescriptor.CHUNK);
    }

    /** Leaves the items from one on to another task, which has the same body. */
    Task splitAt(final int item) {
        final Task rest = new Task(of, completion, options, index);
        rest.form = form;
        rest.body = body;
        rest.encoded = encoded;
        rest.flags = FrameDescriptor.CHUNK;
        rest.items(item, end);
        rest.deaths = deaths;
        rest.attempt = attempt;
        rest.nestedNumber = nestedNumber;
        final Held own = held;
        rest.held = own == null ? null : own.retain();
        end = item;
        return rest;
    }

    /** One worker more has died of it. */
    void died() {
        deaths++;
        attempt = (byte) Math.min(deaths, LONGEST_ATTEMPT);
    }

    private static long timeLimitNanos(final TaskOptions options) {
        return options.equals(TaskOptions.DEFAULT) // most are
                ? 0
                : options.timeLimit().map(Duration::toNanos).orElse(0L);
    }

    void letGo() {
        final Held own = held;
        if (own != null) {
            held = null;
            own.release();
        }
    }

    @Override
    public String toString() {
        if (index < 0) {
            return "task " + task;
        }
        return end - first == 1
                ? "task " + task + " (item " + (index + first) + ")"
                : "task " + task + " (items " + (index + first) + " to " + (index + end - 1) + ")";
    }
}
