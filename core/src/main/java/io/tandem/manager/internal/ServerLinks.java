package io.tandem.manager.internal;

import io.tandem.channel.SharedQueue;
import io.tandem.segment.Domain;
import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.Carrier;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The links of this process, one for each server, for as long as a reference to an object of it or a handle of its manager needs it. */
final class ServerLinks {
    private static final Map<Long, ServerLink> LINKS = new HashMap<>();

    private ServerLinks() {}

    /** The reference to the manager of a server itself. The address's handle of the queue is taken over, or closed. */
    static synchronized RemoteRef connect(final ManagerAddress address, final Domain domain) {
        final ServerLink link = link(address, domain);
        if (link.calls() != address.calls()) {
            address.calls().close();
        }
        return link.adopt(ManagerOperations.OBJECT, false);
    }

    /** The reference to an object, whose proxy has arrived; null if it comes from a server that this process has no link to. */
    static synchronized @Nullable RemoteRef adopt(final ProxyToken token, final Arrival arrival) {
        final ManagerAddress address = token.address();
        if (address == null) {
            final ServerLink link = LINKS.get(token.identity());
            return link == null ? null : link.adopt(token.object(), token.counted());
        }
        final ServerLink link = link(address, arrival.domain());
        keep(arrival, address.calls(), link.calls() == address.calls());
        final RemoteRef ref = link.adopt(token.object(), token.counted());
        if (token.lease() instanceof Lease lease) {
            if (ref.adopt(lease)) {
                arrival.keep(lease.objectId());
            } else {
                arrival.closeInTheEnd(lease::close);
            }
        }
        return ref;
    }

    private static void keep(final Arrival arrival, final SharedQueue<Call> calls, final boolean isNeeded) {
        if (isNeeded) {
            arrival.keep(((Carrier) calls).channel());
        } else {
            arrival.closeInTheEnd(calls::close);
        }
    }

    private static ServerLink link(final ManagerAddress address, final Domain domain) {
        return LINKS.computeIfAbsent(address.identity(), identity -> new ServerLink(address, domain));
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
