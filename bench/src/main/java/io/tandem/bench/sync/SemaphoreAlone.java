package io.tandem.bench.sync;

import io.tandem.bench.harness.Laps;
import java.util.concurrent.Semaphore;

/** A permit of a {@code Semaphore} is acquired and given back, and there are enough. */
final class SemaphoreAlone extends Alone {
    private final Semaphore semaphore = new Semaphore(SharedSemaphoreAlone.PERMITS);

    SemaphoreAlone(final String name) {
        super(name);
    }

    @Override
    public void first(final int operations, final Laps laps) throws InterruptedException {
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                semaphore.acquire();
                semaphore.release();
            }
            laps.lap();
        }
        check(semaphore.availablePermits(), SharedSemaphoreAlone.PERMITS);
    }
}
