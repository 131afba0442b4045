package io.tandem.bench.manager;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.manager.ManagedList;
import io.tandem.manager.Manager;
import org.jspecify.annotations.Nullable;

/** {@code list.add} of a number. */
final class ListAdd extends ManagerCall {
    /** A longer list is emptied after a slice. */
    private static final int MANY = 10_000;

    private @Nullable ManagedList<Long> list;
    private int size;

    ListAdd(final String name, final Common<Manager> server) {
        super(name, server);
    }

    @Override
    void prepare(final Manager manager) {
        list = manager.list();
        size = 0;
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final ManagedList<Long> to = Opened.of(list);
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                if (!to.add(Values.FIRST + i)) {
                    throw new BenchException("a list refused an element");
                }
            }
            laps.lap();
        }
        size += operations;
        if (size > MANY) {
            empty(to);
        }
    }

    // After the last lap.
    private void empty(final ManagedList<Long> full) {
        if (full.size() != size) {
            throw new BenchException("a list has " + full.size() + " elements after " + size + " were added");
        }
        full.clear();
        size = 0;
    }
}
