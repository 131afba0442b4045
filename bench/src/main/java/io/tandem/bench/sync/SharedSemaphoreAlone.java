package io.tandem.bench.sync;

import io.tandem.bench.harness.Laps;
import io.tandem.segment.Domain;
import io.tandem.sync.SharedSemaphore;

/** A permit of a {@code SharedSemaphore} is acquired and given back, and there are enough. */
final class SharedSemaphoreAlone extends SharedAlone<SharedSemaphore> {
    static final int PERMITS = 4;

    SharedSemaphoreAlone(final String name) {
        super(name);
    }

    @Override
    SharedSemaphore create(final Domain domain) {
        return SharedSemaphore.builder(PERMITS).domain(domain).create();
    }

    @Override
    public void first(final int operations, final Laps laps) throws InterruptedException {
        final SharedSemaphore semaphore = object();
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                semaphore.acquire();
                semaphore.release();
            }
            laps.lap();
        }
        check(semaphore.availablePermits(), PERMITS);
    }
}
