package io.tandem.bench.sync;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import io.tandem.value.SharedLong;
import org.jspecify.annotations.Nullable;

/** A shared value is read and written, by one thread. */
final class ValueAlone implements Subject {
    private final String name;
    private @Nullable SharedLong opened;
    private long next;

    ValueAlone(final String name) {
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
        opened = SharedLong.builder().domain(workplace.domain()).create();
        next = 0;
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final SharedLong value = Opened.of(opened);
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
    public void close() {
        Opened.close(opened);
    }
}
