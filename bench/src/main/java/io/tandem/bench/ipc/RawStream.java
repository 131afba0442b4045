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

/** Messages one way through a pipe's raw layer, claimed one by one and polled one by one. */
final class RawStream implements Subject {
    private final String name;
    private final RawHandler handler = new RawHandler();
    private Halt halt = new Halt();
    private @Nullable SharedPipe<Long, Long> pipe;
    private @Nullable Connection<Long, Long> connection;
    private long number;

    RawStream(final String name) {
        this.name = name;
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
        for (int i = 0; i < operations; i++) {
            long claim = raw.tryClaim(Payload.LENGTH);
            while (claim < 0) {
                if (claim != RawConnection.BACK_PRESSURED) {
                    throw Pipes.broken("tryClaim", claim);
                }
                halt.spin();
                claim = raw.tryClaim(Payload.LENGTH);
            }
            Payload.write(raw.buffer(), (int) claim, ++number);
            raw.commit(claim);
        }
    }

    @Override
    public void second(final int operations) {
        final RawConnection raw = Opened.of(connection).raw();
        int left = operations;
        while (left > 0) {
            final long handled = raw.poll(handler, 1);
            if (handled < 0) {
                throw Pipes.broken("poll", handled);
            }
            if (handled == 0) {
                halt.spin();
            }
            left -= (int) handled;
        }
        number += operations;
        Payload.check(handler.last(), number);
    }

    @Override
    public void close() {
        Opened.close(connection, pipe);
    }
}
