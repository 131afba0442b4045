package io.tandem.pool.internal;

import io.tandem.pool.TaskOptions;
import io.tandem.segment.internal.Transfer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One task from its submission to its outcome; also the message that brings it to a worker. Guarded by the pool's lock once submitted. */
final class Task extends Frame {
    final FunctionRef of;
    final Completion completion;
    final TaskOptions options;
    /** Of its item, in calls over many. */
    final long index;

    /** Shared objects among its values, which the pool holds until it is over; null where there are none. */
    @Nullable
    Transfer held;

    /** Where it is, or null while it waits. */
    @Nullable
    Worker worker;

    /** How many workers have died of it. */
    int deaths;

    /** Its outcome is told already: what its worker answers is of no interest. */
    boolean over;

    Task(final FunctionRef of, final Completion completion, final TaskOptions options, final long index) {
        super(FrameDescriptor.TASK);
        this.of = of;
        this.completion = completion;
        this.options = options;
        this.index = index;
        function = of.number;
    }

    long timeLimitNanos() {
        return options.timeLimit()
                .map(limit -> TimeUnit.NANOSECONDS.convert(limit))
                .orElse(Long.MAX_VALUE);
    }

    void letGo() {
        final Transfer transfer = held;
        if (transfer != null) {
            held = null;
            transfer.rollback();
        }
    }

    @Override
    public String toString() {
        return "task " + task + (index < 0 ? "" : " (item " + index + ")");
    }
}
