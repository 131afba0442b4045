package io.tandem.bench.manager;

import io.tandem.bench.harness.Cpus;
import io.tandem.bench.harness.Elsewhere;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Placement;
import io.tandem.bench.harness.Seat;
import io.tandem.bench.harness.Workplace;
import io.tandem.manager.Manager;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A method of a service that does nothing, called now and then: both processes sleep in between, and a call has to wake the server. */
final class Asleep extends Elsewhere {
    /** Between two calls: several times as long as a server waits awake for the next one. */
    static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private final Placement placement;
    private @Nullable Manager manager;
    private @Nullable Service service;
    private Cpus cpus = new Cpus(-1, -1, false);

    Asleep(final String name, final Placement placement) {
        super(name, Kind.ROUND_TRIP, Laps.LONG);
        this.placement = placement;
    }

    @Override
    public Placement placement() {
        return placement;
    }

    @Override
    public void openFirst(final Workplace workplace) {
        cpus = workplace.cpus();
        final Manager started = Servers.start(workplace, placement.second(cpus));
        manager = started;
        service = started.create(Service.class, Service.Idle::new);
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final Service of = Opened.of(service);
        final Seat seat = new Seat();
        seat.take(placement, placement.first(cpus));
        try {
            for (int left = operations; left > 0; left -= laps.size()) {
                long called = 0;
                for (int i = 0; i < laps.size(); i++) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                    final long started = System.nanoTime();
                    of.nothing();
                    called += System.nanoTime() - started;
                }
                laps.lap(called);
            }
        } finally {
            seat.leave(placement);
        }
    }

    @Override
    public void close() {
        if (manager != null) {
            manager.close();
        }
    }
}
