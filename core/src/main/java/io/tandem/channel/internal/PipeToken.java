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
        final Segment segment = Segment.attach(arrival.domain(), objectId, ObjectKind.PIPE);
        final int process = ProcessRegistry.of(arrival.domain()).own();
        try {
            final PipeHandle<Object, Object> pipe = new PipeHandle<>(new PipeMemory(segment, process), types.arrived());
            releaseHold(segment, arrival, process);
            return pipe;
        } catch (final Throwable t) {
            segment.close();
            throw t;
        }
    }

    /** Gives back the hold that the sender put in place; from here on the attached segment holds. */
    static void releaseHold(final Segment segment, final Arrival arrival, final int process) {
        if (arrival.channel() == 0) {
            segment.holders().release(process);
        } else {
            segment.holders().releaseInTransit(arrival.channel());
        }
    }
}
