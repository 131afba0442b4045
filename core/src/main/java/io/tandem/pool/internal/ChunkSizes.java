package io.tandem.pool.internal;

import java.util.concurrent.TimeUnit;

/**
 * How many items of a call go into one task: as many as take some time together, learnt from what they have taken, and no more than
 * a share of what is left. A worker that is slower than was thought gives up what it hasn't begun to an idle one.
 */
final class ChunkSizes {
    static final int MOST_BYTES = 1 << 15;

    /** Of one task: much more than it costs to send, and little to wait for. */
    private static final long WANTED_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private static final int MOST = 1 << 12;
    private static final int GROWTH = 4;
    private static final int SHARES = 4;

    private final int fixed;
    private final long total;
    private final int workers;
    private volatile int size;

    ChunkSizes(final CallOptions options, final Dispatcher pool) {
        fixed = options.task().timeLimit().isPresent() ? 1 : options.chunkSize(); // each item has that limit
        total = options.total();
        workers = pool.size();
        size = fixed > 0 ? fixed : 1;
    }

    int current() {
        return size;
    }

    /** For the task that begins with an item. */
    int next(final long index) {
        final int wanted = size;
        if (fixed > 0 || total < 0) {
            return wanted;
        }
        return (int) Math.max(1, Math.min(wanted, (total - index) / ((long) SHARES * workers)));
    }

    /** A task is over. By one thread at a time. */
    void learn(final long items, final long nanos) {
        if (fixed == 0 && items > 0) {
            final long each = Math.max(1, nanos / items);
            size = (int) Math.max(1, Math.min(Math.min(WANTED_NANOS / each, (long) size * GROWTH), MOST));
        }
    }
}
