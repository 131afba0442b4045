package io.tandem.bench.sync;

import io.tandem.bench.harness.Laps;
import java.util.Arrays;

/** All elements of a {@code long[]} are added up by a stream. */
final class PlainStream extends Alone {
    private final long[] array = Ones.of(Ones.FEW);

    PlainStream(final String name) {
        super(name);
    }

    @Override
    public void first(final int operations, final Laps laps) {
        long sum = 0;
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                sum += Arrays.stream(array).sum();
            }
            laps.lap();
        }
        check(sum, (long) operations * Ones.FEW);
    }
}
