package io.tandem.bench.sync;

import io.tandem.bench.harness.Laps;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Lock and unlock of the write lock of a {@code ReentrantReadWriteLock} that nobody else wants. */
final class ReentrantWriteAlone extends Alone {
    private final Lock lock = new ReentrantReadWriteLock().writeLock();

    ReentrantWriteAlone(final String name) {
        super(name);
    }

    @SuppressWarnings("LockNotBeforeTry") // nothing stands between, and nothing but the two calls is to be measured
    @Override
    public void first(final int operations, final Laps laps) {
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                lock.lock();
                lock.unlock();
            }
            laps.lap();
        }
    }
}
