package io.tandem.channel.internal;

import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.ProcessRegistry;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Transferable;

/**
 * What travels in the place of a connection.
 *
 * @param objectId of its pipe.
 * @param end      0 first, 1 second.
 * @param word     its end word when it departed.
 * @param types    of its messages.
 */
record ConnectionToken(long objectId, int end, long word, PipeTypes.Travelling types) implements Transferable.Token {
    private static final long serialVersionUID = 1L;

    @Override
    public Object arrive(final Arrival arrival) {
        final Segment segment = arrival.attach(objectId, ObjectKind.PIPE);
        final int process = ProcessRegistry.of(arrival.domain()).own();
        final PipeConnection<?, ?> connection =
                Attached.arrive(new PipeMemory(segment, process), end, word, types.arrived());
        arrival.onDiscard(connection::close);
        return connection;
    }
}
