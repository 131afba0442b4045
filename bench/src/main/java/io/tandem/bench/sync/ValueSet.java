package io.tandem.bench.sync;

import io.tandem.bench.harness.Laps;
import io.tandem.segment.Domain;
import io.tandem.value.SharedLong;

/** A shared number is written. */
final class ValueSet extends SharedAlone<SharedLong> {
    ValueSet(final String name) {
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
