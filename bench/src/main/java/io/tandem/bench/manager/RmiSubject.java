package io.tandem.bench.manager;

import io.tandem.bench.harness.Elsewhere;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Workplace;
import org.jspecify.annotations.Nullable;

/** Calls through {@code java.rmi}, one after the other by the driver's thread. Both sides sleep in a socket until there is something. */
abstract class RmiSubject extends Elsewhere {
    private final Common<RmiServer> server;
    private @Nullable RmiServer opened;

    RmiSubject(final String name, final Common<RmiServer> server) {
        super(name, Kind.ROUND_TRIP, Laps.LONG);
        this.server = server;
    }

    final RmiService service() {
        return Opened.of(opened).service();
    }

    @Override
    public final void openFirst(final Workplace workplace) throws Exception {
        opened = server.open(workplace);
    }

    @Override
    public final void close() throws Exception {
        server.close();
    }
}
