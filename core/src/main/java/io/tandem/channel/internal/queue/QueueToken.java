package io.tandem.channel.internal.queue;

import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Transferable;

/**
 * What travels in the place of a queue.
 *
 * @param objectId of the queue.
 * @param types    of its items.
 */
record QueueToken(long objectId, QueueTypes.Travelling types) implements Transferable.Token {
    private static final long serialVersionUID = 1L;

    @Override
    public Object arrive(final Arrival arrival) {
        return new QueueHandle<>(arrival.attach(objectId, ObjectKind.QUEUE), types.arrived());
    }
}
