package io.tandem.bench.aeron;

import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.logbuffer.BufferClaim;
import io.tandem.bench.harness.Halt;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import io.tandem.bench.payload.Payload;
import org.jspecify.annotations.Nullable;

/** A message goes forth through one of Aeron's streams, and its number comes back through another; both sides spin. */
public final class AeronRoundTrip implements Subject {
    private final String name;
    private final AeronLink link;
    private final AeronHandler handler = new AeronHandler();
    private final BufferClaim claim = new BufferClaim();
    private Halt halt = new Halt();

    /**
     * A round trip.
     *
     * @param name as it stands in the table.
     * @param link through which it goes.
     */
    public AeronRoundTrip(final String name, final AeronLink link) {
        this.name = name;
        this.link = link;
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
    public int threads() {
        return AeronLink.THREADS;
    }

    @Override
    public @Nullable String missing() {
        return link.missing();
    }

    @Override
    public void openFirst(final Workplace workplace) {
        halt = workplace.halt();
        link.openFirst(workplace);
    }

    @Override
    public void openSecond(final Workplace workplace) {
        halt = workplace.halt();
        link.openSecond(workplace);
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final ExclusivePublication out = link.out();
        final Image in = link.in();
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
        final ExclusivePublication out = link.out();
        final Image in = link.in();
        for (int i = 0; i < operations; i++) {
            receive(in);
            send(out, handler.last());
        }
    }

    private void send(final ExclusivePublication out, final long number) {
        long position = out.tryClaim(Payload.LENGTH, claim);
        while (position < 0) {
            AeronLink.checkClaim(position);
            halt.spin();
            position = out.tryClaim(Payload.LENGTH, claim);
        }
        Payload.write(claim.buffer(), claim.offset(), number);
        claim.commit();
    }

    private void receive(final Image in) {
        while (in.poll(handler, 1) == 0) {
            halt.spin();
            AeronLink.checkImage(in);
        }
    }

    @Override
    public void close() {
        link.close();
    }
}
