package io.tandem.pool.internal;

import io.tandem.TandemException;
import io.tandem.codec.internal.ThrowableBytes;
import io.tandem.pool.PoolFailedException;
import io.tandem.pool.TaskFailedException;
import io.tandem.pool.WorkerDiedException;

/** What tasks fail with, for those that asked for their results. */
final class TaskFailures {
    private TaskFailures() {}

    /** What an answer of kind FAILED or PART_FAILED tells. */
    static Throwable of(final Frame frame) {
        return frame.body instanceof byte[] bytes
                ? ThrowableBytes.read(bytes, TaskFailures.class.getClassLoader())
                : new TandemException("A worker told of a failure without saying which.");
    }

    /** For a caller that waits, who gets it as it is if the task isn't to blame, else as the cause. */
    static RuntimeException thrown(final long index, final Throwable cause) {
        if (cause instanceof WorkerDiedException || cause instanceof PoolFailedException) {
            return (RuntimeException) cause;
        }
        return new TaskFailedException((index < 0 ? "The task" : "Item " + index) + " failed: " + cause, index, cause);
    }
}
