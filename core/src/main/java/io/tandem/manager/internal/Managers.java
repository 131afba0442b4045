package io.tandem.manager.internal;

import io.tandem.manager.Manager;
import io.tandem.segment.Domain;

/** Finds managers. */
public final class Managers {
    private Managers() {}

    /**
     * The manager with a name, started by whichever process.
     *
     * @param domain it is in.
     * @param name   of it.
     * @return a handle.
     */
    public static Manager connect(final Domain domain, final String name) {
        Door.checkName(name);
        final ManagerAddress address = Door.find(domain, name);
        final Server own = Server.of(address.identity());
        if (own != null) {
            address.calls().close();
            return own.manager();
        }
        return new ManagerProxy(ServerLinks.connect(address, domain));
    }

    /** {@return the manager whose server this process is} */
    public static Manager current() {
        final Server server = Server.current();
        if (server == null) {
            throw new IllegalStateException(
                    "This process is no manager's server. Manager.current() is for services, and for functions that run"
                            + " there; elsewhere use Manager.start() or Manager.connect(...).");
        }
        return server.manager();
    }
}
