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

/** Messages one way through a ring, claimed one by one, and read one by one or as many as there are. */
final class AgronaStream implements Subject {
    private final String name;
    private final int batch;
    private final AgronaHandler handler = new AgronaHandler();
    private Halt halt = new Halt();
    private @Nullable OneToOneRingBuffer opened;
    private long number;

    AgronaStream(final String name, final int batch) {
        this.name = name;
        this.batch = batch;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Kind kind() {
        return Kind.STREAM;
    }

    @Override
    public void openFirst(final Workplace workplace) throws IOException {
        halt = workplace.halt();
        opened = AgronaRings.create(workplace, name).forth();
    }

    @Override
    public void openSecond(final Workplace workplace) throws IOException {
        halt = workplace.halt();
        opened = AgronaRings.open(workplace, name).forth();
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final OneToOneRingBuffer ring = Opened.of(opened);
        for (int i = 0; i < operations; i++) {
            int claim = ring.tryClaim(AgronaHandler.TYPE, Payload.LENGTH);
            while (claim < 0) {
                halt.spin();
                claim = ring.tryClaim(AgronaHandler.TYPE, Payload.LENGTH);
            }
            Payload.write(ring.buffer(), claim, ++number);
            ring.commit(claim);
        }
    }

    @Override
    public void second(final int operations) {
        final OneToOneRingBuffer ring = Opened.of(opened);
        int left = operations;
        while (left > 0) {
            final int read = ring.read(handler, Math.min(batch, left));
            if (read == 0) {
                halt.spin();
            }
            left -= read;
        }
        number += operations;
        Payload.check(handler.last(), number);
    }

    @Override
    public void close() {
        // The mapping goes with the last reference.
        opened = null;
    }
}
