package io.tandem.bench.manager;

import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.manager.Manager;
import org.jspecify.annotations.Nullable;

/** A method of a user's service that does nothing. */
final class ServiceCall extends ManagerCall {
    private @Nullable Service service;

    ServiceCall(final String name, final Common<Manager> server) {
        super(name, server);
    }

    @Override
    void prepare(final Manager manager) {
        service = manager.create(Service.class, Service.Idle::new);
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final Service of = Opened.of(service);
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                of.nothing();
            }
            laps.lap();
        }
    }
}
