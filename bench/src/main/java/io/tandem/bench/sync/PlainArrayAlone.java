package io.tandem.bench.sync;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import java.util.Arrays;

/** Elements of a {@code long[]} are read, one behind the other. */
final class PlainArrayAlone implements Subject {
    private final String name;
    private final long[] array = new long[ArrayAlone.LENGTH];
    private int at;

    PlainArrayAlone(final String name) {
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
        Arrays.fill(array, 1);
    }

    @Override
    public void first(final int operations, final Laps laps) {
        long sum = 0;
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                sum += array[at];
                at = at + 1 & ArrayAlone.LENGTH - 1;
            }
            laps.lap();
        }
        if (sum != operations) {
            throw new BenchException("the sum is " + sum + " where " + operations + " was due");
        }
    }

    @Override
    public void close() {}
}
