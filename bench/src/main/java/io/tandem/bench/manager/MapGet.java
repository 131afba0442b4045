package io.tandem.bench.manager;

import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.manager.ManagedMap;
import io.tandem.manager.Manager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code map.get} by a short string. */
final class MapGet extends ManagerCall {
    private @Nullable ManagedMap<String, Long> map;

    MapGet(final String name, final Common<Manager> server) {
        super(name, server);
    }

    @Override
    void prepare(final Manager manager) {
        map = manager.map(Map.of(Values.KEY, Values.FIRST));
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final ManagedMap<String, Long> from = Opened.of(map);
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                Values.check(from.get(Values.KEY), Values.FIRST);
            }
            laps.lap();
        }
    }
}
