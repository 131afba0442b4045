package io.tandem.bench.pool;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Laps;

/** Tasks that each keep a processor busy for a millisecond or so: how much of two processors two workers make use of. */
final class Busy extends PoolSubject {
    private static final int STEPS = 1_000_000;
    private static final long FACTOR = 6364136223846793005L;
    private static final long ADDEND = 1442695040888963407L;

    Busy(final String name, final int workers, final int tasks) {
        super(name, Kind.STREAM, workers, tasks);
    }

    @Override
    public void first(final int operations, final Laps laps) throws InterruptedException {
        final long due = work(operations);
        // The same work each, so that it doesn't matter who gets which.
        for (final long result : pool().map(new Numbers(operations), number -> work(operations))) {
            if (result != due) {
                throw new BenchException(result + " came of a task where " + due + " was due");
            }
        }
    }

    /** Steps that each need what the one before has found, so that none can be left out. */
    static long work(final long start) {
        long value = start;
        for (int step = 0; step < STEPS; step++) {
            value = value * FACTOR + ADDEND;
        }
        return value;
    }
}
