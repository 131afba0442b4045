package io.tandem.bench.sync;

import io.tandem.bench.harness.Laps;

/** Elements of a {@code long[]} are written, one behind the other. */
final class PlainSet extends Alone {
    private final long[] array = Ones.of(Ones.FEW);

    PlainSet(final String name) {
        super(name);
    }

    @Override
    public void first(final int operations, final Laps laps) {
        int at = 0;
        long next = 0;
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                array[at] = ++next;
                at = at + 1 & Ones.FEW - 1;
            }
            laps.lap();
        }
        check(array[at - 1 & Ones.FEW - 1], operations);
    }
}
