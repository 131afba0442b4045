package io.tandem.bench.sync;

import io.tandem.bench.harness.Laps;
import io.tandem.segment.Domain;
import io.tandem.value.SharedLongArray;

/** Elements of a shared array are read, one behind the other. */
final class ArrayGet extends SharedAlone<SharedLongArray> {
    ArrayGet(final String name) {
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
        long at = 0;
        long sum = 0;
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                sum += array.get(at);
                at = at + 1 & Ones.FEW - 1;
            }
            laps.lap();
        }
        check(sum, operations);
    }
}
