package io.tandem.bench.load;

import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.logbuffer.BufferClaim;
import io.tandem.bench.aeron.AeronHandler;
import io.tandem.bench.aeron.AeronLink;
import io.tandem.bench.harness.Halt;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Workplace;
import io.tandem.bench.payload.Payload;
import org.jspecify.annotations.Nullable;

/** Through one of Aeron's streams by a schedule, and back through another; both sides spin. */
final class AeronLoad extends PacedSubject {
    private final AeronLink link;
    private final AeronHandler handler = new AeronHandler();
    private final BufferClaim claim = new BufferClaim();
    private Halt halt = new Halt();

    /**
     * A paced round trip.
     *
     * @param what as in {@link PacedSubject}.
     * @param rate messages in a second.
     * @param link through which they go.
     */
    AeronLoad(final String what, final int rate, final AeronLink link) {
        super(what, rate);
        this.link = link;
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
        pacer.start(operations, System.nanoTime());
        while (!pacer.isDone()) {
            final int handled = in.poll(handler, 1);
            final long now = System.nanoTime();
            if (handled > 0) {
                pacer.back(handler.last(), now, laps);
            } else {
                AeronLink.checkImage(in);
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
        final ExclusivePublication out = link.out();
        final Image in = link.in();
        for (int i = 0; i < operations; i++) {
            while (in.poll(handler, 1) == 0) {
                halt.spin();
                AeronLink.checkImage(in);
            }
            while (!trySend(out, handler.last())) {
                halt.spin();
            }
        }
    }

    private boolean trySend(final ExclusivePublication out, final long number) {
        final long position = out.tryClaim(Payload.LENGTH, claim);
        if (position < 0) {
            AeronLink.checkClaim(position);
            return false;
        }
        Payload.write(claim.buffer(), claim.offset(), number);
        claim.commit();
        return true;
    }

    @Override
    public void close() {
        link.close();
    }
}
