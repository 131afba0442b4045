package io.tandem.bench.ipc;

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

/** A message into a pipe's raw layer and out again, by one thread: what the instructions cost, without another processor. */
final class RawAlone implements Subject {
    private final String name;
    private final RawHandler handler = new RawHandler();
    private @Nullable SharedPipe<Long, Long> pipe;
    private @Nullable Connection<Long, Long> sender;
    private @Nullable Connection<Long, Long> receiver;
    private long number;

    RawAlone(final String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Kind kind() {
        return Kind.OPERATION;
    }

    @Override
    public void openFirst(final Workplace workplace) {
        pipe = Pipes.create(workplace, name, Long.class, WaitPolicy.SPIN);
        sender = pipe.first();
        receiver = pipe.second();
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final RawConnection out = Opened.of(sender).raw();
        final RawConnection in = Opened.of(receiver).raw();
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                final long claim = out.tryClaim(Payload.LENGTH);
                if (claim < 0) {
                    throw Pipes.broken("tryClaim", claim);
                }
                Payload.write(out.buffer(), (int) claim, ++number);
                out.commit(claim);
                in.poll(handler, 1);
                Payload.check(handler.last(), number);
            }
            laps.lap();
        }
    }

    @Override
    public void close() {
        Opened.close(sender, receiver, pipe);
    }
}
