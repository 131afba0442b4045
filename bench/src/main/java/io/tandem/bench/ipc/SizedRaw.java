package io.tandem.bench.ipc;

import io.tandem.bench.harness.Halt;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import io.tandem.bench.payload.Payload;
import io.tandem.bench.payload.SizedPayload;
import io.tandem.channel.Connection;
import io.tandem.channel.RawConnection;
import io.tandem.channel.SharedPipe;
import io.tandem.wait.WaitPolicy;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** Messages of one size through a pipe's raw layer, claimed one by one, and polled as many as there are. */
final class SizedRaw implements Subject, RawConnection.MessageHandler {
    private final int size;
    private final SizedPayload payload;
    private Halt halt = new Halt();
    private @Nullable SharedPipe<Long, Long> pipe;
    private @Nullable Connection<Long, Long> connection;
    private long number;
    private long last;

    SizedRaw(final int size) {
        this.size = size;
        this.payload = new SizedPayload(size);
    }

    @Override
    public String name() {
        return "raw pipe, " + size + " B";
    }

    @Override
    public Kind kind() {
        return Kind.STREAM;
    }

    @Override
    public void openFirst(final Workplace workplace) {
        halt = workplace.halt();
        pipe = builder(workplace).create();
        connection = pipe.first();
    }

    @Override
    public void openSecond(final Workplace workplace) {
        halt = workplace.halt();
        pipe = builder(workplace).open();
        connection = pipe.second();
    }

    private SharedPipe.Builder<Long, Long> builder(final Workplace workplace) {
        return Pipes.builder(workplace, name(), Long.class, WaitPolicy.SPIN).capacityBytes(Sizes.CAPACITY);
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final RawConnection raw = Opened.of(connection).raw();
        for (int i = 0; i < operations; i++) {
            long claim = raw.tryClaim(size);
            while (claim < 0) {
                if (claim != RawConnection.BACK_PRESSURED) {
                    throw Pipes.broken("tryClaim", claim);
                }
                halt.spin();
                claim = raw.tryClaim(size);
            }
            payload.write(raw.buffer(), (int) claim, ++number);
            raw.commit(claim);
        }
    }

    @Override
    public void second(final int operations) {
        final RawConnection raw = Opened.of(connection).raw();
        int left = operations;
        while (left > 0) {
            final long handled = raw.poll(this, Math.min(Sizes.BATCH, left));
            if (handled < 0) {
                throw Pipes.broken("poll", handled);
            }
            if (handled == 0) {
                halt.spin();
            }
            left -= (int) handled;
        }
        number += operations;
        Payload.check(last, number);
    }

    @Override
    public void onMessage(final DirectBuffer buffer, final int offset, final int length) {
        last = payload.read(buffer, offset, length);
    }

    @Override
    public void close() {
        Opened.close(connection, pipe);
    }
}
