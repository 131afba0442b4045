package io.tandem.pool.internal;

import io.tandem.pool.ProgressListener;
import io.tandem.pool.TaskOptions;

/**
 * How the items of one call are worked on.
 *
 * @param chunkSize items a task; 0 for what suits.
 * @param lookAhead most items that are read ahead of what was taken.
 * @param task      options of each task.
 * @param progress  told of how far it is.
 * @param total     items that there are, or -1.
 * @param ordered   whether results come in the order of the items.
 * @param bounded   whether results that nobody has taken yet hold it up: where they are all kept anyway, they don't.
 * @param collects  whether failures are results, too.
 * @param waits     whether the caller waits, and leaves the items as they are meanwhile.
 */
record CallOptions(
        int chunkSize,
        int lookAhead,
        TaskOptions task,
        ProgressListener progress,
        long total,
        boolean ordered,
        boolean bounded,
        boolean collects,
        boolean waits) {
    static final CallOptions DEFAULT = new CallOptions(
            0, Integer.MAX_VALUE, TaskOptions.DEFAULT, ProgressListener.NONE, -1, true, false, false, true);

    CallOptions withChunkSize(final int items) {
        return new CallOptions(items, lookAhead, task, progress, total, ordered, bounded, collects, waits);
    }

    CallOptions withLookAhead(final int items) {
        return new CallOptions(chunkSize, items, task, progress, total, ordered, bounded, collects, waits);
    }

    CallOptions withTask(final TaskOptions options) {
        return new CallOptions(chunkSize, lookAhead, options, progress, total, ordered, bounded, collects, waits);
    }

    CallOptions withProgress(final ProgressListener listener) {
        return new CallOptions(chunkSize, lookAhead, task, listener, total, ordered, bounded, collects, waits);
    }

    CallOptions withTotal(final long items) {
        return new CallOptions(chunkSize, lookAhead, task, progress, items, ordered, bounded, collects, waits);
    }

    /** For a stream. */
    CallOptions lazy(final boolean inOrder) {
        return new CallOptions(chunkSize, lookAhead, task, progress, total, inOrder, true, collects, false);
    }

    CallOptions collecting() {
        return new CallOptions(chunkSize, lookAhead, task, progress, total, ordered, bounded, true, waits);
    }

    CallOptions async() {
        return new CallOptions(chunkSize, lookAhead, task, progress, total, ordered, bounded, collects, false);
    }
}
