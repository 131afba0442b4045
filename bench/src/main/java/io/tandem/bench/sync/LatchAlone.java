package io.tandem.bench.sync;

import io.tandem.bench.harness.Laps;
import io.tandem.segment.Domain;
import io.tandem.sync.SharedLatch;

/** A latch that nobody waits for is counted down, and never comes to zero. */
final class LatchAlone extends SharedAlone<SharedLatch> {
    private static final long MANY = Long.MAX_VALUE;

    LatchAlone(final String name) {
        super(name);
    }

    @Override
    SharedLatch create(final Domain domain) {
        return SharedLatch.builder(MANY).domain(domain).create();
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final SharedLatch latch = object();
        final long before = latch.count();
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                latch.countDown();
            }
            laps.lap();
        }
        check(before - latch.count(), operations);
    }
}
