package io.tandem.bench.load;

import io.tandem.bench.harness.Halt;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Workplace;
import io.tandem.bench.ipc.AgronaHandler;
import io.tandem.bench.ipc.AgronaRings;
import io.tandem.bench.payload.Payload;
import java.io.IOException;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.jspecify.annotations.Nullable;

/** Through one of Agrona's rings, and back through another; both sides spin. */
final class AgronaLoad extends PacedSubject {
    private final AgronaHandler handler = new AgronaHandler();
    private Halt halt = new Halt();
    private @Nullable OneToOneRingBuffer forward;
    private @Nullable OneToOneRingBuffer backward;

    AgronaLoad(final String what, final int rate) {
        super(what, rate);
    }

    @Override
    public void openFirst(final Workplace workplace) throws IOException {
        final AgronaRings rings = AgronaRings.create(workplace, Workplace.fileName(name()));
        halt = workplace.halt();
        forward = rings.forth();
        backward = rings.back();
    }

    @Override
    public void openSecond(final Workplace workplace) throws IOException {
        final AgronaRings rings = AgronaRings.open(workplace, Workplace.fileName(name()));
        halt = workplace.halt();
        forward = rings.back();
        backward = rings.forth();
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final OneToOneRingBuffer out = Opened.of(forward);
        final OneToOneRingBuffer in = Opened.of(backward);
        pacer.start(operations, System.nanoTime());
        while (!pacer.isDone()) {
            final int handled = in.read(handler, 1);
            final long now = System.nanoTime();
            if (handled > 0) {
                pacer.back(handler.last(), now, laps);
            }
            if (pacer.isDue(now) && trySend(out, pacer.number())) {
                pacer.sent();
            } else if (handled == 0) {
                halt.spin();
            }
        }
    }

    @Override
    public void second(final int operations) {
        final OneToOneRingBuffer out = Opened.of(forward);
        final OneToOneRingBuffer in = Opened.of(backward);
        for (int i = 0; i < operations; i++) {
            while (in.read(handler, 1) == 0) {
                halt.spin();
            }
            while (!trySend(out, handler.last())) {
                halt.spin();
            }
        }
    }

    private static boolean trySend(final OneToOneRingBuffer out, final long number) {
        final int claim = out.tryClaim(AgronaHandler.TYPE, Payload.LENGTH);
        if (claim < 0) {
            return false;
        }
        Payload.write(out.buffer(), claim, number);
        out.commit(claim);
        return true;
    }

    @Override
    public void close() {
        // The mapping goes with the last reference.
        forward = null;
        backward = null;
    }
}
