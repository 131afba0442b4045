package io.tandem.value.internal;

import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Transferable;

/**
 * What travels in the place of an array.
 *
 * @param objectId of its segment.
 * @param type     of its elements.
 */
record ArrayToken(long objectId, ElementType type) implements Transferable.Token {
    private static final long serialVersionUID = 1L;

    @Override
    public Object arrive(final Arrival arrival) {
        return type.array(arrival.attach(objectId, ObjectKind.ARRAY));
    }
}
