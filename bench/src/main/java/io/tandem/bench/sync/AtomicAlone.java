package io.tandem.bench.sync;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import java.util.concurrent.atomic.AtomicLong;

/** An {@code AtomicLong} is read and written, by one thread. */
final class AtomicAlone implements Subject {
    private final String name;
    private final AtomicLong value = new AtomicLong();
    private long next;

    AtomicAlone(final String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Kind kind() {
        return Kind.OPERATION;
    }

    @Override
    public void openFirst(final Workplace workplace) {
        // It is of one JVM.
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final long expected = (2 * next + operations - 1L) * operations / 2;
        long sum = 0;
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                sum += value.get();
                value.set(++next);
            }
            laps.lap();
        }
        if (sum != expected) {
            throw new BenchException("the sum is " + sum + " where " + expected + " was due");
        }
    }

    @Override
    public void close() {}
}
