package io.tandem.bench.sync;

import io.tandem.bench.harness.Laps;
import io.tandem.segment.Domain;
import io.tandem.value.SharedLongArray;

/** 8 MiB are copied out of a shared array into a {@code long[]}. */
final class CopyOut extends SharedAlone<SharedLongArray> {
    private final long[] heap = Ones.of(Ones.MANY);
    private long next;

    CopyOut(final String name) {
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
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                array.set(Ones.MANY - 1, ++next);
                array.get(0, heap, 0, heap.length);
                check(heap[Ones.MANY - 1], next);
            }
            laps.lap();
        }
    }

    @Override
    public int fewest() {
        return 1;
    }
}
