package io.tandem.bench.sync;

import io.tandem.bench.harness.Laps;
import io.tandem.segment.Domain;
import io.tandem.value.SharedLongArray;

/** Elements of a shared array are written, one behind the other. */
final class ArraySet extends SharedAlone<SharedLongArray> {
    ArraySet(final String name) {
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
        long next = 0;
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                array.set(at, ++next);
                at = at + 1 & Ones.FEW - 1;
            }
            laps.lap();
        }
        check(array.get(at - 1 & Ones.FEW - 1), operations);
    }
}
