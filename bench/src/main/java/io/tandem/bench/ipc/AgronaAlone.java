package io.tandem.bench.ipc;

import io.tandem.bench.harness.Halt;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import io.tandem.bench.payload.Payload;
import java.io.IOException;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.jspecify.annotations.Nullable;

/** A message into a ring and out again, by one thread: what the instructions cost, without another processor. */
final class AgronaAlone implements Subject {
    private final String name;
    private final AgronaHandler handler = new AgronaHandler();
    private Halt halt = new Halt();
    private @Nullable OneToOneRingBuffer opened;
    private long number;

    AgronaAlone(final String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Kind kind() {
        return Kind.OPERATION;
    }

    @Override
    public void openFirst(final Workplace workplace) throws IOException {
        halt = workplace.halt();
        opened = AgronaRings.create(workplace, name).forth();
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final OneToOneRingBuffer ring = Opened.of(opened);
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                final int claim = ring.tryClaim(AgronaHandler.TYPE, Payload.LENGTH);
                if (claim < 0) {
                    throw Pipes.broken("tryClaim", claim);
                }
                Payload.write(ring.buffer(), claim, ++number);
                ring.commit(claim);
                // Padding at the ring's end takes a read of its own.
                while (ring.read(handler, 1) == 0) {
                    halt.spin();
                }
                Payload.check(handler.last(), number);
            }
            laps.lap();
        }
    }

    @Override
    public void close() {
        // The mapping goes with the last reference.
        opened = null;
    }
}
