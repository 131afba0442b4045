package io.tandem.bench.sync;

import io.tandem.bench.harness.Laps;

/** 8 MiB are copied from one {@code long[]} to another. */
final class PlainCopy extends Alone {
    private final long[] from = Ones.of(Ones.MANY);
    private final long[] to = Ones.of(Ones.MANY);
    private long next;

    PlainCopy(final String name) {
        super(name);
    }

    @Override
    public void first(final int operations, final Laps laps) {
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                from[Ones.MANY - 1] = ++next;
                System.arraycopy(from, 0, to, 0, to.length);
                check(to[Ones.MANY - 1], next);
            }
            laps.lap();
        }
    }

    @Override
    public int fewest() {
        return 1;
    }
}
