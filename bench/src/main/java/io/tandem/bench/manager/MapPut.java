package io.tandem.bench.manager;

import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.manager.ManagedMap;
import io.tandem.manager.Manager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code map.put}: a number by a short string; the number before comes back. */
final class MapPut extends ManagerCall {
    private @Nullable ManagedMap<String, Long> map;
    private long number;

    MapPut(final String name, final Common<Manager> server) {
        super(name, server);
    }

    @Override
    void prepare(final Manager manager) {
        number = Values.FIRST;
        map = manager.map(Map.of(Values.KEY, number));
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final ManagedMap<String, Long> to = Opened.of(map);
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                final long before = number++;
                Values.check(to.put(Values.KEY, number), before);
            }
            laps.lap();
        }
    }
}
