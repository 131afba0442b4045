package io.tandem.bench.sync;

import io.tandem.bench.harness.Laps;
import io.tandem.segment.Domain;
import io.tandem.sync.SharedEvent;

/** An event that nobody waits for is set, looked at and cleared. */
final class EventAlone extends SharedAlone<SharedEvent> {
    EventAlone(final String name) {
        super(name);
    }

    @Override
    SharedEvent create(final Domain domain) {
        return SharedEvent.builder().domain(domain).create();
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final SharedEvent event = object();
        long seen = 0;
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                event.set();
                seen += event.isSet() ? 1 : 0;
                event.clear();
            }
            laps.lap();
        }
        check(seen, operations);
    }
}
