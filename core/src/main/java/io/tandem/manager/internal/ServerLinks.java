package io.tandem.manager.internal;

import io.tandem.segment.Domain;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The links of this process, one for each server, for as long as a reference to an object of it or a handle of its manager needs it. */
final class ServerLinks {
    private static final Map<Long, ServerLink> LINKS = new HashMap<>();

    private ServerLinks() {}

    /** The reference to the manager of a server itself. */
    static synchronized RemoteRef connect(final ManagerAddress address, final Domain domain) {
        return link(address, domain).adopt(ManagerOperations.OBJECT, false, null);
    }

    /** The address's handle of the queue is taken over, or closed. */
    private static ServerLink link(final ManagerAddress address, final Domain domain) {
        ServerLink link = LINKS.get(address.identity());
        if (link == null) {
            link = new ServerLink(address, domain);
            LINKS.put(address.identity(), link);
        } else if (address.calls() != link.calls()) {
            address.calls().close();
        }
        return link;
    }

    /** The reference to an object, whose proxy has arrived; null if it comes from a server that this process has no link to. */
    static synchronized @Nullable RemoteRef adopt(final ProxyToken token, final Domain domain) {
        final ManagerAddress address = token.address();
        final ServerLink link = address != null ? link(address, domain) : LINKS.get(token.identity());
        return link == null ? null : link.adopt(token.object(), token.counted(), (Lease) token.lease());
    }

    /** One reference less. */
    static void leave(final ServerLink link) {
        synchronized (ServerLinks.class) {
            if (--link.references > 0) {
                return;
            }
            LINKS.remove(link.identity());
        }
        link.close();
    }
}
