package io.tandem.bench.sync;

import io.tandem.bench.harness.Laps;
import io.tandem.segment.Domain;
import io.tandem.value.SharedLong;

/** By {@code withLock} of the number itself, as one would use {@code multiprocessing.Value} with its lock. */
final class ValueContended extends LockedIncrements {
    ValueContended(final String name) {
        super(name);
    }

    @Override
    void openLock(final Domain domain, final SharedLong guarded) {
        // The number brings it.
    }

    @Override
    public void first(final int operations, final Laps laps) {
        raise(operations - operations / 2);
    }

    @Override
    public void second(final int operations) {
        raise(operations / 2);
        awaitAll(operations);
    }

    private void raise(final int times) {
        final SharedLong number = number();
        final Runnable once = () -> number.setPlain(number.getPlain() + 1);
        for (int i = 0; i < times; i++) {
            number.withLock(once);
        }
    }
}
