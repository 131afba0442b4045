package io.tandem.bench.sync;

import io.tandem.bench.harness.Laps;

/** All elements of a {@code long[]} are added up. */
final class PlainScan extends Alone {
    private final long[] array = Ones.of(Ones.FEW);

    PlainScan(final String name) {
        super(name);
    }

    @Override
    public void first(final int operations, final Laps laps) {
        long sum = 0;
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                for (final long element : array) {
                    sum += element;
                }
            }
            laps.lap();
        }
        check(sum, (long) operations * Ones.FEW);
    }
}
