package io.tandem.bench.sync;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import io.tandem.value.SharedLongArray;
import org.jspecify.annotations.Nullable;

/** Elements of a shared array are read, one behind the other. */
final class ArrayAlone implements Subject {
    private final String name;
    static final int LENGTH = 1 << 12;
    static final long MASK = LENGTH - 1;

    private @Nullable SharedLongArray opened;
    private long at;

    ArrayAlone(final String name) {
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
        opened = SharedLongArray.builder(LENGTH).domain(workplace.domain()).create();
        opened.fill(1);
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final SharedLongArray array = Opened.of(opened);
        long sum = 0;
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                sum += array.get(at);
                at = at + 1 & MASK;
            }
            laps.lap();
        }
        if (sum != operations) {
            throw new BenchException("the sum is " + sum + " where " + operations + " was due");
        }
    }

    @Override
    public void close() {
        Opened.close(opened);
    }
}
