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

/** A message goes forth through one ring, and its number comes back through another; both sides spin. */
final class AgronaRoundTrip implements Subject {
    private final String name;
    private final AgronaHandler handler = new AgronaHandler();
    private Halt halt = new Halt();
    private @Nullable OneToOneRingBuffer forward;
    private @Nullable OneToOneRingBuffer backward;

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
        forward = rings.forth();
        backward = rings.back();
    }

    @Override
    public void openSecond(final Workplace workplace) throws IOException {
        final AgronaRings rings = AgronaRings.open(workplace, name);
        halt = workplace.halt();
        forward = rings.back();
        backward = rings.forth();
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final OneToOneRingBuffer out = Opened.of(forward);
        final OneToOneRingBuffer in = Opened.of(backward);
        long number = handler.last();
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                send(out, ++number);
                receive(in);
                Payload.check(handler.last(), number);
            }
            laps.lap();
        }
    }

    @Override
    public void second(final int operations) {
        final OneToOneRingBuffer out = Opened.of(forward);
        final OneToOneRingBuffer in = Opened.of(backward);
        for (int i = 0; i < operations; i++) {
            receive(in);
            send(out, handler.last());
        }
    }

    private void send(final OneToOneRingBuffer out, final long number) {
        int claim = out.tryClaim(AgronaHandler.TYPE, Payload.LENGTH);
        while (claim < 0) {
            halt.spin();
            claim = out.tryClaim(AgronaHandler.TYPE, Payload.LENGTH);
        }
        Payload.write(out.buffer(), claim, number);
        out.commit(claim);
    }

    private void receive(final OneToOneRingBuffer in) {
        while (in.read(handler, 1) == 0) {
            halt.spin();
        }
    }

    @Override
    public void close() {
        // The mapping goes with the last reference.
        forward = null;
        backward = null;
    }
}
