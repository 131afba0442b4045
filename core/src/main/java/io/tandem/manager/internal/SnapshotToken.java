package io.tandem.manager.internal;

import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.Transferable;

/**
 * What a snapshot keeps in the place of a proxy.
 *
 * @param object its number in the file; {@link SnapshotDescriptor#MANAGER} is the manager itself.
 */
record SnapshotToken(int object) implements Transferable.Token {
    private static final long serialVersionUID = 1L;

    @Override
    public Object arrive(final Arrival arrival) {
        return arrival.ofFile(object);
    }
}
