package io.tandem.bench.manager;

import io.tandem.bench.harness.Elsewhere;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Workplace;
import io.tandem.manager.Manager;

/**
 * Calls of an object in a manager's server, one after the other by the driver's thread: the server finds the next one before it sleeps. It
 * sleeps while others are measured, and so does the second JVM.
 */
abstract class ManagerCall extends Elsewhere {
    private final Common<Manager> server;

    ManagerCall(final String name, final Common<Manager> server) {
        super(name, Kind.ROUND_TRIP, Laps.LONG);
        this.server = server;
    }

    /** Makes what is called. */
    abstract void prepare(Manager manager);

    @Override
    public final void openFirst(final Workplace workplace) throws Exception {
        prepare(server.open(workplace));
    }

    @Override
    public final void close() throws Exception {
        server.close();
    }
}
