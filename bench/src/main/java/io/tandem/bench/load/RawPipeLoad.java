package io.tandem.bench.load;

import io.tandem.bench.harness.Halt;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Workplace;
import io.tandem.bench.ipc.Pipes;
import io.tandem.bench.ipc.RawHandler;
import io.tandem.bench.payload.Payload;
import io.tandem.channel.Connection;
import io.tandem.channel.RawConnection;
import io.tandem.channel.SharedPipe;
import io.tandem.wait.WaitPolicy;
import org.jspecify.annotations.Nullable;

/** Through a pipe's raw layer; both sides spin. */
final class RawPipeLoad extends PacedSubject {
    private final RawHandler handler = new RawHandler();
    private Halt halt = new Halt();
    private @Nullable SharedPipe<Long, Long> pipe;
    private @Nullable Connection<Long, Long> connection;

    RawPipeLoad(final String what, final int rate) {
        super(what, rate);
    }

    @Override
    public void openFirst(final Workplace workplace) {
        halt = workplace.halt();
        pipe = Pipes.builder(workplace, name(), Long.class, WaitPolicy.SPIN).create();
        connection = pipe.first();
    }

    @Override
    public void openSecond(final Workplace workplace) {
        halt = workplace.halt();
        pipe = Pipes.builder(workplace, name(), Long.class, WaitPolicy.SPIN).open();
        connection = pipe.second();
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final RawConnection raw = Opened.of(connection).raw();
        pacer.start(operations, System.nanoTime());
        while (!pacer.isDone()) {
            final long handled = raw.poll(handler, 1);
            final long now = System.nanoTime();
            if (handled > 0) {
                pacer.back(handler.last(), now, laps);
            } else if (handled < 0) {
                throw Pipes.broken("poll", handled);
            }
            if (pacer.isDue(now) && trySend(raw, pacer.number())) {
                pacer.sent();
            } else if (handled == 0) {
                halt.spin();
            }
        }
    }

    @Override
    public void second(final int operations) {
        final RawConnection raw = Opened.of(connection).raw();
        for (int i = 0; i < operations; i++) {
            long handled = raw.poll(handler, 1);
            while (handled <= 0) {
                if (handled < 0) {
                    throw Pipes.broken("poll", handled);
                }
                halt.spin();
                handled = raw.poll(handler, 1);
            }
            while (!trySend(raw, handler.last())) {
                halt.spin();
            }
        }
    }

    private static boolean trySend(final RawConnection raw, final long number) {
        final long claim = raw.tryClaim(Payload.LENGTH);
        if (claim < 0) {
            if (claim != RawConnection.BACK_PRESSURED) {
                throw Pipes.broken("tryClaim", claim);
            }
            return false;
        }
        Payload.write(raw.buffer(), (int) claim, number);
        raw.commit(claim);
        return true;
    }

    @Override
    public void close() {
        Opened.close(connection, pipe);
    }
}
