package io.tandem.bench.sync;

import io.tandem.bench.harness.Laps;

/** Elements of a {@code long[]} are read, one behind the other. */
final class PlainGet extends Alone {
    private final long[] array = Ones.of(Ones.FEW);

    PlainGet(final String name) {
        super(name);
    }

    @Override
    public void first(final int operations, final Laps laps) {
        int at = 0;
        long sum = 0;
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                sum += array[at];
                at = at + 1 & Ones.FEW - 1;
            }
            laps.lap();
        }
        check(sum, operations);
    }
}
