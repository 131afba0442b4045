package io.tandem.bench.sync;

import io.tandem.bench.harness.Laps;
import java.util.concurrent.locks.ReentrantLock;

/** Lock and unlock of a {@code ReentrantLock} that nobody else wants. */
final class ReentrantAlone extends Alone {
    private final ReentrantLock lock = new ReentrantLock();

    ReentrantAlone(final String name) {
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
