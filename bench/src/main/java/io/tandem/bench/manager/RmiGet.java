package io.tandem.bench.manager;

import io.tandem.bench.harness.Laps;
import java.rmi.RemoteException;

/** A method of a remote object that looks into a map. */
final class RmiGet extends RmiSubject {
    RmiGet(final String name, final Common<RmiServer> server) {
        super(name, server);
    }

    @Override
    public void first(final int operations, final Laps laps) throws RemoteException {
        final RmiService of = service();
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                Values.check(of.get(Values.KEY), Values.FIRST);
            }
            laps.lap();
        }
    }
}
