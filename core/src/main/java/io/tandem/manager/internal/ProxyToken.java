package io.tandem.manager.internal;

import io.tandem.segment.ObjectNotFoundException;
import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.Transferable;
import org.jspecify.annotations.Nullable;

/**
 * What travels in the place of a proxy. Three ways: to the object's server, which knows it; from its server in an answer, which has counted
 * it; and between any others, with a {@link Lease} that keeps the object on the way and then.
 *
 * @param identity of the server.
 * @param object   its number there.
 * @param shape    of the proxy.
 * @param counted  whether the server has counted it for the receiver.
 * @param address  of the server, or null to and from it.
 * @param lease    null to and from it; else what stands for a {@link Lease} on the way, and that when it has arrived.
 */
record ProxyToken(
        long identity,
        long object,
        ProxyShape shape,
        boolean counted,
        @Nullable ManagerAddress address,
        @Nullable Object lease)
        implements Transferable.Token {
    private static final long serialVersionUID = 1L;

    @Override
    public Object arrive(final Arrival arrival) {
        final Server server = Server.of(identity);
        if (server != null) {
            if (lease instanceof Lease arrived) {
                arrival.closeInTheEnd(arrived::close);
            }
            if (address != null) {
                arrival.closeInTheEnd(address.calls()::close);
            }
            return server.entry(object).proxy;
        }
        final RemoteRef ref = ServerLinks.adopt(this, arrival);
        if (ref == null) {
            throw new ObjectNotFoundException("A proxy of " + shape.describe(object)
                    + " has arrived from a manager that this process has no link to any more.");
        }
        return shape.proxy(ref);
    }
}
