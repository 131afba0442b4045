package io.tandem.bench.sync;

import io.tandem.bench.harness.Laps;
import io.tandem.segment.Domain;
import io.tandem.value.SharedLongArray;

/** Elements of a large shared array are read, anywhere. */
final class ArrayRandom extends SharedAlone<SharedLongArray> {
    ArrayRandom(final String name) {
        super(name);
    }

    @Override
    SharedLongArray create(final Domain domain) {
        final SharedLongArray array =
                SharedLongArray.builder(Ones.MANY).domain(domain).create();
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
                at = Ones.after(at);
                sum += array.get(at);
            }
            laps.lap();
        }
        check(sum, operations);
    }
}
