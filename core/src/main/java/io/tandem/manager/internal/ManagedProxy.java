package io.tandem.manager.internal;

import io.tandem.segment.internal.Transfer;
import io.tandem.segment.internal.Transferable;

/** What all proxies have in common. Public for those of services, whose interfaces may be package-private. */
public interface ManagedProxy extends Transferable {
    /** {@return the way to the object} */
    ObjectRef managedRef();

    /** {@return what the proxy looks like} */
    ProxyShape managedShape();

    @Override
    default Token depart(final Transfer transfer) {
        return managedRef().depart(transfer, managedShape());
    }
}
