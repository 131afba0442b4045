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
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    /** Before anything is timed: so few calls as there are with pauses would leave both processes without compiled code. */
    private static final int WARM_UP = 50_000;

    private final Placement placement;
    private @Nullable Manager manager;
    private @Nullable Seated service;
    private Cpus cpus = new Cpus(-1, -1, false);

    Asleep(final String name, final Placement placement) {
        super(name, Kind.ROUND_TRIP, Laps.LONG);
        this.placement = placement;
    }

    /** A service whose thread can be told where to run. */
    interface Seated extends Service {
        /** Binds the thread that executes this call, which executes all others as well, as long as none takes long. */
        void sit(int cpu);

        /** It binds itself. */
        final class Idle implements Seated {
            @Override
            public void nothing() {}

            @Override
            public void sit(final int cpu) {
                Placement.bind(cpu);
            }
        }
    }

    @Override
    public Placement placement() {
        return placement;
    }

    @Override
    public void openFirst(final Workplace workplace) {
        cpus = workplace.cpus();
        final Manager started = Servers.start(workplace);
        manager = started;
        final Seated created = started.create(Seated.class, Seated.Idle::new);
        service = created;
        for (int i = 0; i < WARM_UP; i++) {
            created.nothing();
        }
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final Seated of = Opened.of(service);
        of.sit(placement.second(cpus));
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
