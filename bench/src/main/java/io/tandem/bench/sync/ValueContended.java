package io.tandem.bench.sync;

import io.tandem.bench.harness.Laps;
import io.tandem.segment.Domain;
import io.tandem.value.SharedLong;

/** By {@code withLock} of the number itself, as one would use {@code multiprocessing.Value} with its lock. */
final class ValueContended extends LockedIncrements {
    /** Made once: what is to be seen is whether an increment allocates, not a slice. */
    private Runnable once = () -> {};

    ValueContended(final String name) {
        super(name);
    }

    @Override
    void openLock(final Domain domain, final SharedLong guarded) {
        once = () -> guarded.setPlain(guarded.getPlain() + 1);
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
        final Runnable action = once;
        for (int i = 0; i < times; i++) {
            number.withLock(action);
        }
    }
}
