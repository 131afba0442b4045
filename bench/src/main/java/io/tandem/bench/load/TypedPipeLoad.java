package io.tandem.bench.load;

import io.tandem.bench.harness.Halt;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Workplace;
import io.tandem.bench.ipc.Pipes;
import io.tandem.channel.Connection;
import io.tandem.channel.SharedPipe;
import io.tandem.wait.WaitPolicy;
import org.jspecify.annotations.Nullable;

/** A {@code Long} through a pipe; the second process waits in {@code receive} as the policy says. */
final class TypedPipeLoad extends PacedSubject {
    private final WaitPolicy policy;
    private Halt halt = new Halt();
    private @Nullable SharedPipe<Long, Long> pipe;
    private @Nullable Connection<Long, Long> connection;

    TypedPipeLoad(final String what, final int rate, final WaitPolicy policy) {
        super(what, rate);
        this.policy = policy;
    }

    @Override
    public void openFirst(final Workplace workplace) {
        halt = workplace.halt();
        pipe = Pipes.builder(workplace, name(), Long.class, policy).create();
        connection = pipe.first();
    }

    @Override
    public void openSecond(final Workplace workplace) {
        pipe = Pipes.builder(workplace, name(), Long.class, policy).open();
        connection = pipe.second();
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final Connection<Long, Long> both = Opened.of(connection);
        pacer.start(operations, System.nanoTime());
        while (!pacer.isDone()) {
            final Long received = both.tryReceive();
            final long now = System.nanoTime();
            if (received != null) {
                pacer.back(received, now, laps);
            }
            if (pacer.isDue(now) && both.trySend(pacer.number())) {
                pacer.sent();
            } else if (received == null) {
                halt.spin();
            }
        }
    }

    @Override
    public void second(final int operations) throws InterruptedException {
        final Connection<Long, Long> both = Opened.of(connection);
        for (int i = 0; i < operations; i++) {
            // Unboxed and boxed again, as by somebody who does something with it.
            final long received = both.receive();
            both.send(received);
        }
    }

    @Override
    public void close() {
        Opened.close(connection, pipe);
    }
}
