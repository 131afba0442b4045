package io.tandem.channel.internal;

import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.ProcessRegistry;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Transferable;

/**
 * What travels in the place of a pipe.
 *
 * @param objectId of the pipe.
 * @param types    of its messages.
 */
record PipeToken(long objectId, PipeTypes.Travelling types) implements Transferable.Token {
    private static final long serialVersionUID = 1L;

    @Override
    public Object arrive(final Arrival arrival) {
        final Segment segment = arrival.attach(objectId, ObjectKind.PIPE);
        final int process = ProcessRegistry.of(arrival.domain()).own();
        return new PipeHandle<>(new PipeMemory(segment, process), types.arrived());
    }
}
