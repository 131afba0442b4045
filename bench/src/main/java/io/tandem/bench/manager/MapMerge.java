package io.tandem.bench.manager;

import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.manager.ManagedMap;
import io.tandem.manager.Manager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code map.merge} with a lambda, which travels to the server with each call. */
final class MapMerge extends ManagerCall {
    private @Nullable ManagedMap<String, Long> map;
    private long number;

    MapMerge(final String name, final Common<Manager> server) {
        super(name, server);
    }

    @Override
    void prepare(final Manager manager) {
        number = Values.FIRST;
        map = manager.map(Map.of(Values.KEY, number));
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final ManagedMap<String, Long> of = Opened.of(map);
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                number++;
                Values.check(of.merge(Values.KEY, 1L, Long::sum), number);
            }
            laps.lap();
        }
    }
}
