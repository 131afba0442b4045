package io.tandem.bench.manager;

import io.tandem.bench.harness.Elsewhere;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Workplace;
import org.jspecify.annotations.Nullable;

/** Calls of a service by several client processes at once. A slice begins and ends with a message for each, which may have to wake it. */
final class ClientCalls extends Elsewhere {
    private final Common<Clients> clients;
    private final int count;
    private @Nullable Clients opened;

    ClientCalls(final String name, final int count, final Common<Clients> clients) {
        super(name, Kind.STREAM, Laps.LONG * count);
        this.count = count;
        this.clients = clients;
    }

    /** The clients', and the server's. */
    @Override
    public int threads() {
        return count + 1;
    }

    @Override
    public void openFirst(final Workplace workplace) throws Exception {
        opened = clients.open(workplace);
    }

    @Override
    public void first(final int operations, final Laps laps) throws InterruptedException {
        Opened.of(opened).call(count, operations / count);
    }

    @Override
    public void close() throws Exception {
        clients.close();
    }
}
