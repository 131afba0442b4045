package io.tandem.bench.sync;

import io.tandem.bench.harness.Laps;
import java.util.concurrent.atomic.AtomicLong;

/** One is added to an {@code AtomicLong}. */
final class AtomicAdd extends Alone {
    private final AtomicLong value = new AtomicLong(1);

    AtomicAdd(final String name) {
        super(name);
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final long before = value.get();
        long last = before;
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                last = value.getAndAdd(1);
            }
            laps.lap();
        }
        check(last, before + operations - 1);
    }
}
