package io.tandem.bench.sync;

import io.tandem.bench.harness.Laps;
import io.tandem.segment.Domain;
import io.tandem.value.SharedLongArray;

/** All elements of a shared array are added up, counted by an int up to a local variable: as compilers like it best. */
final class ArrayIntScan extends SharedAlone<SharedLongArray> {
    ArrayIntScan(final String name) {
        super(name);
    }

    @Override
    SharedLongArray create(final Domain domain) {
        final SharedLongArray array =
                SharedLongArray.builder(Ones.FEW).domain(domain).create();
        array.fill(1);
        return array;
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final SharedLongArray array = object();
        long sum = 0;
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                final int length = (int) array.length();
                for (int at = 0; at < length; at++) {
                    sum += array.get(at);
                }
            }
            laps.lap();
        }
        check(sum, (long) operations * Ones.FEW);
    }
}
