package io.tandem.bench.sync;

import io.tandem.bench.harness.Laps;

/** Elements of a large {@code long[]} are read, anywhere. */
final class PlainRandom extends Alone {
    private final long[] array = Ones.of(Ones.MANY);

    PlainRandom(final String name) {
        super(name);
    }

    @Override
    public void first(final int operations, final Laps laps) {
        int at = 0;
        long sum = 0;
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                at = Ones.after(at);
                sum += array[at];
            }
            laps.lap();
        }
        check(sum, operations);
    }
}
