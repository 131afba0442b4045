package io.tandem.manager.internal;

import io.tandem.segment.internal.Transfer;
import io.tandem.segment.internal.Transferable;

/** What all proxies have in common. */
interface ManagedProxy extends Transferable {
    /** The way to the object. */
    ObjectRef managedRef();

    /** Which proxy it is. */
    ProxyKind managedKind();

    @Override
    default Token depart(final Transfer transfer) {
        return managedRef().depart(transfer, managedKind());
    }
}
