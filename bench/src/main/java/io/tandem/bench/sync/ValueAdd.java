package io.tandem.bench.sync;

import io.tandem.bench.harness.Laps;
import io.tandem.segment.Domain;
import io.tandem.value.SharedLong;

/** One is added to a shared number. */
final class ValueAdd extends SharedAlone<SharedLong> {
    ValueAdd(final String name) {
        super(name);
    }

    @Override
    SharedLong create(final Domain domain) {
        return SharedLong.builder().initialValue(1).domain(domain).create();
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final SharedLong value = object();
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
