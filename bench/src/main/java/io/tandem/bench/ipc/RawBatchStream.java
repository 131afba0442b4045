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

/** Messages one way through a pipe's raw layer, written in batches and polled in batches. */
final class RawBatchStream implements Subject {
    private final String name;
    private final int batch;
    private final RawWriter writer = new RawWriter();
    private final RawHandler handler = new RawHandler();
    private Halt halt = new Halt();
    private @Nullable SharedPipe<Long, Long> pipe;
    private @Nullable Connection<Long, Long> connection;
    private long number;

    RawBatchStream(final String name, final int batch) {
        this.name = name;
        this.batch = batch;
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
        int left = operations;
        while (left > 0) {
            final long sent = raw.sendBatch(Payload.LENGTH, Math.min(batch, left), writer);
            if (sent > 0) {
                left -= (int) sent;
            } else if (sent == RawConnection.BACK_PRESSURED) {
                halt.spin();
            } else {
                throw Pipes.broken("sendBatch", sent);
            }
        }
        number += operations;
        Payload.check(writer.last(), number);
    }

    @Override
    public void second(final int operations) {
        final RawConnection raw = Opened.of(connection).raw();
        int left = operations;
        while (left > 0) {
            final long handled = raw.poll(handler, Math.min(batch, left));
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
