package io.tandem.bench.sync;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Workplace;
import io.tandem.sync.internal.RobustLock;
import io.tandem.wait.WaitPolicy;
import org.jspecify.annotations.Nullable;

/** Lock and unlock of a lock word that nobody else wants. */
final class LockAlone extends Alone {
    private @Nullable Locks opened;

    LockAlone(final String name) {
        super(name);
    }

    @Override
    public void openFirst(final Workplace workplace) {
        opened = Locks.open(workplace, Workplace.fileName(name()), WaitPolicy.SPIN_THEN_SLEEP);
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final RobustLock lock = Opened.of(opened).lock();
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                final int how = lock.lock();
                if (how != RobustLock.ACQUIRED) {
                    throw new BenchException("lock() gave " + how + " where nobody else wants it");
                }
                lock.unlock();
            }
            laps.lap();
        }
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.close();
        }
    }
}
