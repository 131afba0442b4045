package io.tandem.bench.pool;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Laps;

/** The squares of many numbers, with whatever the pool does by default. */
final class Squares extends PoolSubject {
    Squares(final String name, final int workers, final int numbers) {
        super(name, Kind.STREAM, workers, numbers);
    }

    @Override
    public void first(final int operations, final Laps laps) throws InterruptedException {
        long index = 0;
        for (final long square : pool().map(new Numbers(operations), number -> number * number)) {
            if (square != index * index) {
                throw new BenchException(square + " came as the square of " + index);
            }
            index++;
        }
        if (index != operations) {
            throw new BenchException(index + " results came where " + operations + " were due");
        }
    }
}
