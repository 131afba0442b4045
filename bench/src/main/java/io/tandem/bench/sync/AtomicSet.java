package io.tandem.bench.sync;

import io.tandem.bench.harness.Laps;
import java.util.concurrent.atomic.AtomicLong;

/** An {@code AtomicLong} is written. */
final class AtomicSet extends Alone {
    private final AtomicLong value = new AtomicLong(1);

    AtomicSet(final String name) {
        super(name);
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final long before = value.get();
        long next = before;
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                value.set(++next);
            }
            laps.lap();
        }
        check(value.get(), before + operations);
    }
}
