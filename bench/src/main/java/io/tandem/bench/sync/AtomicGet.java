package io.tandem.bench.sync;

import io.tandem.bench.harness.Laps;
import java.util.concurrent.atomic.AtomicLong;

/** An {@code AtomicLong} is read. */
final class AtomicGet extends Alone {
    private final AtomicLong value = new AtomicLong(1);

    AtomicGet(final String name) {
        super(name);
    }

    @Override
    public void first(final int operations, final Laps laps) {
        long sum = 0;
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                sum += value.get();
            }
            laps.lap();
        }
        check(sum, operations);
    }
}
