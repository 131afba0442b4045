package io.tandem.bench.ipc;

import io.tandem.bench.harness.Halt;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import java.io.IOException;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;

/** A message goes forth through one ring, and its number comes back through another; both sides spin. */
final class AgronaRoundTrip implements Subject {
    private final String name;
    private final AgronaHandler handler = new AgronaHandler();
    private Halt halt = new Halt();
    private OneToOneRingBuffer out;
    private OneToOneRingBuffer in;

    AgronaRoundTrip(final String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Kind kind() {
        return Kind.ROUND_TRIP;
    }

    @Override
    public void openFirst(final Workplace workplace) throws IOException {
        final AgronaRings rings = AgronaRings.create(workplace, name);
        halt = workplace.halt();
        out = rings.forth();
        in = rings.back();
    }

    @Override
    public void openSecond(final Workplace workplace) throws IOException {
        final AgronaRings rings = AgronaRings.open(workplace, name);
        halt = workplace.halt();
        out = rings.back();
        in = rings.forth();
    }

    @Override
    public void first(final int operations, final Laps laps) {
        long number = handler.last();
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                send(++number);
                receive();
                Payload.check(handler.last(), number);
            }
            laps.lap();
        }
    }

    @Override
    public void second(final int operations) {
        for (int i = 0; i < operations; i++) {
            receive();
            send(handler.last());
        }
    }

    private void send(final long number) {
        int claim = out.tryClaim(AgronaHandler.TYPE, Payload.LENGTH);
        while (claim < 0) {
            halt.spin();
            claim = out.tryClaim(AgronaHandler.TYPE, Payload.LENGTH);
        }
        Payload.write(out.buffer(), claim, number);
        out.commit(claim);
    }

    private void receive() {
        while (in.read(handler, 1) == 0) {
            halt.spin();
        }
    }

    @Override
    public void close() {
        // The mapping goes with the last reference.
    }
}
