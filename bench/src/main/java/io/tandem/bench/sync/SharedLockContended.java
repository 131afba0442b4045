package io.tandem.bench.sync;

import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.segment.Domain;
import io.tandem.sync.SharedLock;
import io.tandem.value.SharedLong;
import org.jspecify.annotations.Nullable;

/** By a {@code SharedLock} with the default waiting, beside the number. */
final class SharedLockContended extends LockedIncrements {
    private @Nullable SharedLock opened;

    SharedLockContended(final String name) {
        super(name);
    }

    @Override
    void openLock(final Domain domain, final SharedLong guarded) {
        opened = SharedLock.builder().name(lockName()).domain(domain).openOrCreate();
    }

    @Override
    public void first(final int operations, final Laps laps) throws InterruptedException {
        raise(operations - operations / 2);
    }

    @Override
    public void second(final int operations) throws InterruptedException {
        raise(operations / 2);
        awaitAll(operations);
    }

    @SuppressWarnings("LockNotBeforeTry") // what fails ends the run
    private void raise(final int times) throws InterruptedException {
        final SharedLock lock = Opened.of(opened);
        final SharedLong number = number();
        for (int i = 0; i < times; i++) {
            // An interruption is how a run ends whose other process is stopped, and may have the lock.
            lock.lockInterruptibly();
            number.setPlain(number.getPlain() + 1);
            lock.unlock();
        }
    }

    @Override
    public void close() {
        Opened.close(opened);
        super.close();
    }
}
