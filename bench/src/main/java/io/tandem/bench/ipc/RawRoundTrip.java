package io.tandem.bench.ipc;

import io.tandem.bench.harness.Halt;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import io.tandem.bench.payload.Payload;
import io.tandem.channel.Connection;
import io.tandem.channel.RawConnection;
import io.tandem.channel.SharedPipe;
import io.tandem.wait.WaitPolicy;
import org.jspecify.annotations.Nullable;

/** A message goes forth through a pipe's raw layer, and its number comes back; both sides spin. */
final class RawRoundTrip implements Subject {
    private final String name;
    private final RawHandler handler = new RawHandler();
    private Halt halt = new Halt();
    private @Nullable SharedPipe<Long, Long> pipe;
    private @Nullable Connection<Long, Long> connection;

    RawRoundTrip(final String name) {
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
    public void openFirst(final Workplace workplace) {
        halt = workplace.halt();
        pipe = Pipes.create(workplace, name, Long.class, WaitPolicy.SPIN);
        connection = pipe.first();
    }

    @Override
    public void openSecond(final Workplace workplace) {
        halt = workplace.halt();
        pipe = Pipes.open(workplace, name, Long.class, WaitPolicy.SPIN);
        connection = pipe.second();
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final RawConnection raw = Opened.of(connection).raw();
        long number = handler.last();
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                send(raw, ++number);
                receive(raw);
                Payload.check(handler.last(), number);
            }
            laps.lap();
        }
    }

    @Override
    public void second(final int operations) {
        final RawConnection raw = Opened.of(connection).raw();
        for (int i = 0; i < operations; i++) {
            receive(raw);
            send(raw, handler.last());
        }
    }

    private void send(final RawConnection raw, final long number) {
        long claim = raw.tryClaim(Payload.LENGTH);
        while (claim < 0) {
            if (claim != RawConnection.BACK_PRESSURED) {
                throw Pipes.broken("tryClaim", claim);
            }
            halt.spin();
            claim = raw.tryClaim(Payload.LENGTH);
        }
        Payload.write(raw.buffer(), (int) claim, number);
        raw.commit(claim);
    }

    private void receive(final RawConnection raw) {
        long handled = raw.poll(handler, 1);
        while (handled <= 0) {
            if (handled < 0) {
                throw Pipes.broken("poll", handled);
            }
            halt.spin();
            handled = raw.poll(handler, 1);
        }
    }

    @Override
    public void close() {
        Opened.close(connection, pipe);
    }
}
