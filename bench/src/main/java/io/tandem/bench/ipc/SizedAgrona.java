package io.tandem.bench.ipc;

import io.tandem.bench.harness.Halt;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import io.tandem.bench.payload.Payload;
import io.tandem.bench.payload.SizedPayload;
import java.io.IOException;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.jspecify.annotations.Nullable;

/** Messages of one size through one of Agrona's rings, claimed one by one, and read as many as there are. */
final class SizedAgrona implements Subject, MessageHandler {
    private static final int TYPE = 7;

    private final int size;
    private final SizedPayload payload;
    private Halt halt = new Halt();
    private @Nullable OneToOneRingBuffer opened;
    private long number;
    private long last;

    SizedAgrona(final int size) {
        this.size = size;
        this.payload = new SizedPayload(size);
    }

    @Override
    public String name() {
        return "Agrona ring, " + size + " B";
    }

    @Override
    public Kind kind() {
        return Kind.STREAM;
    }

    @Override
    public void openFirst(final Workplace workplace) throws IOException {
        halt = workplace.halt();
        opened = new OneToOneRingBuffer(workplace.create(name(), Sizes.CAPACITY + RingBufferDescriptor.TRAILER_LENGTH));
    }

    @Override
    public void openSecond(final Workplace workplace) throws IOException {
        halt = workplace.halt();
        opened = new OneToOneRingBuffer(workplace.open(name()));
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final OneToOneRingBuffer ring = Opened.of(opened);
        for (int i = 0; i < operations; i++) {
            int claim = ring.tryClaim(TYPE, size);
            while (claim < 0) {
                halt.spin();
                claim = ring.tryClaim(TYPE, size);
            }
            payload.write(ring.buffer(), claim, ++number);
            ring.commit(claim);
        }
    }

    @Override
    public void second(final int operations) {
        final OneToOneRingBuffer ring = Opened.of(opened);
        int left = operations;
        while (left > 0) {
            final int read = ring.read(this, Math.min(Sizes.BATCH, left));
            if (read == 0) {
                halt.spin();
            }
            left -= read;
        }
        number += operations;
        Payload.check(last, number);
    }

    @Override
    public void onMessage(final int type, final MutableDirectBuffer buffer, final int offset, final int length) {
        last = payload.read(buffer, offset, length);
    }

    @Override
    public void close() {
        // The mapping goes with the last reference.
        opened = null;
    }
}
