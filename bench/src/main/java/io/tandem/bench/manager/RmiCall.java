package io.tandem.bench.manager;

import io.tandem.bench.harness.Laps;
import java.rmi.RemoteException;

/** A method of a remote object that does nothing. */
final class RmiCall extends RmiSubject {
    RmiCall(final String name, final Common<RmiServer> server) {
        super(name, server);
    }

    @Override
    public void first(final int operations, final Laps laps) throws RemoteException {
        final RmiService of = service();
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                of.nothing();
            }
            laps.lap();
        }
    }
}
