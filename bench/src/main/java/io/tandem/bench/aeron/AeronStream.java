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

/** Messages one way through a stream of Aeron's, claimed one by one, and polled one by one or as many as there are. */
public final class AeronStream implements Subject {
    private final String name;
    private final AeronLink link;
    private final int batch;
    private final AeronHandler handler = new AeronHandler();
    private final BufferClaim claim = new BufferClaim();
    private Halt halt = new Halt();
    private long number;

    /**
     * A stream.
     *
     * @param name  as it stands in the table.
     * @param link  through which it goes.
     * @param batch how many messages a poll takes at most.
     */
    public AeronStream(final String name, final AeronLink link, final int batch) {
        this.name = name;
        this.link = link;
        this.batch = batch;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isOpenedOnce() {
        return true;
    }

    @Override
    public Kind kind() {
        return Kind.STREAM;
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
        for (int i = 0; i < operations; i++) {
            long position = out.tryClaim(Payload.LENGTH, claim);
            while (position < 0) {
                AeronLink.checkClaim(position);
                halt.spin();
                position = out.tryClaim(Payload.LENGTH, claim);
            }
            Payload.write(claim.buffer(), claim.offset(), ++number);
            claim.commit();
        }
    }

    @Override
    public void second(final int operations) {
        final Image in = link.in();
        int left = operations;
        while (left > 0) {
            final int read = in.poll(handler, Math.min(batch, left));
            if (read == 0) {
                halt.spin();
                AeronLink.checkImage(in);
            }
            left -= read;
        }
        number += operations;
        Payload.check(handler.last(), number);
    }

    @Override
    public void close() {
        link.close();
    }
}
