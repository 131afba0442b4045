package io.tandem.bench.harness;

import org.agrona.concurrent.AtomicBuffer;

/**
 * The machine by itself: a number goes forth and back through two cache lines. Tells how far apart the two processors are
 * at the moment, and so which slices may be compared.
 */
final class Reference {
    private final AtomicBuffer buffer;
    private final Halt halt;

    Reference(final Control control, final Halt halt) {
        this.buffer = control.buffer();
        this.halt = halt;
    }

    void first(final int roundTrips, final Laps laps) {
        long number = buffer.getLong(ControlDescriptor.PING_OFFSET);
        for (int left = roundTrips; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                number++;
                buffer.putLongRelease(ControlDescriptor.PING_OFFSET, number);
                await(ControlDescriptor.PONG_OFFSET, number);
            }
            laps.lap();
        }
    }

    void second(final int roundTrips) {
        long number = buffer.getLong(ControlDescriptor.PONG_OFFSET);
        for (int i = 0; i < roundTrips; i++) {
            number++;
            await(ControlDescriptor.PING_OFFSET, number);
            buffer.putLongRelease(ControlDescriptor.PONG_OFFSET, number);
        }
    }

    private void await(final int offset, final long number) {
        int spins = 0;
        while (buffer.getLongVolatile(offset) != number) {
            spins = halt.spin(spins);
        }
    }
}
