package io.tandem.bench.sync;

import io.tandem.bench.harness.Laps;
import io.tandem.segment.Domain;
import io.tandem.sync.SharedReadWriteLock;
import java.util.concurrent.locks.Lock;

/** Lock and unlock of the read lock of a {@code SharedReadWriteLock} that nobody else wants. */
final class SharedReadAlone extends SharedAlone<SharedReadWriteLock> {
    SharedReadAlone(final String name) {
        super(name);
    }

    @Override
    SharedReadWriteLock create(final Domain domain) {
        return SharedReadWriteLock.builder().domain(domain).create();
    }

    @SuppressWarnings("LockNotBeforeTry") // nothing stands between, and nothing but the two calls is to be measured
    @Override
    public void first(final int operations, final Laps laps) {
        final Lock lock = object().readLock();
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                lock.lock();
                lock.unlock();
            }
            laps.lap();
        }
    }
}
