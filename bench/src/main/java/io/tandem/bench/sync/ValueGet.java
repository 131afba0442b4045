package io.tandem.bench.sync;

import io.tandem.bench.harness.Laps;
import io.tandem.segment.Domain;
import io.tandem.value.SharedLong;

/** A shared number is read. */
final class ValueGet extends SharedAlone<SharedLong> {
    ValueGet(final String name) {
        super(name);
    }

    @Override
    SharedLong create(final Domain domain) {
        return SharedLong.builder().initialValue(1).domain(domain).create();
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final SharedLong value = object();
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
