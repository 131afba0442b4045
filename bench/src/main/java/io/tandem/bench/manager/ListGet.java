package io.tandem.bench.manager;

import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.manager.ManagedList;
import io.tandem.manager.Manager;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** {@code list.get}. */
final class ListGet extends ManagerCall {
    private static final List<Long> ELEMENTS =
            LongStream.range(Values.FIRST, Values.FIRST + Laps.LONG).boxed().toList();

    private @Nullable ManagedList<Long> list;

    ListGet(final String name, final Common<Manager> server) {
        super(name, server);
    }

    @Override
    void prepare(final Manager manager) {
        list = manager.list(ELEMENTS);
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final ManagedList<Long> from = Opened.of(list);
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                Values.check(from.get(i), Values.FIRST + i);
            }
            laps.lap();
        }
    }
}
