package io.tandem.bench.sync;

import io.tandem.bench.harness.Laps;
import io.tandem.segment.Domain;
import io.tandem.sync.SharedLock;

/** Lock and unlock of a {@code SharedLock} that nobody else wants. */
final class SharedLockAlone extends SharedAlone<SharedLock> {
    SharedLockAlone(final String name) {
        super(name);
    }

    @Override
    SharedLock create(final Domain domain) {
        return SharedLock.builder().domain(domain).create();
    }

    @SuppressWarnings("LockNotBeforeTry") // nothing stands between, and nothing but the two calls is to be measured
    @Override
    public void first(final int operations, final Laps laps) {
        final SharedLock lock = object();
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                lock.lock();
                lock.unlock();
            }
            laps.lap();
        }
    }
}
