package io.tandem.bench.ipc;

import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Placement;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import io.tandem.bench.payload.Payload;
import io.tandem.channel.Connection;
import io.tandem.channel.SharedPipe;
import io.tandem.wait.WaitPolicy;
import org.jspecify.annotations.Nullable;

/** A {@code Long} goes forth with {@code send} and {@code receive}, and comes back. */
final class TypedLong implements Subject {
    private final String name;
    private final WaitPolicy policy;
    private final Placement placement;
    private @Nullable SharedPipe<Long, Long> pipe;
    private @Nullable Connection<Long, Long> connection;
    private long number = 1L << 32;

    TypedLong(final String name, final WaitPolicy policy) {
        this(name, policy, Placement.ANYWHERE);
    }

    TypedLong(final String name, final WaitPolicy policy, final Placement placement) {
        this.name = name;
        this.policy = policy;
        this.placement = placement;
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
    public Placement placement() {
        return placement;
    }

    @Override
    public void openFirst(final Workplace workplace) {
        pipe = Pipes.create(workplace, name, Long.class, policy);
        connection = pipe.first();
    }

    @Override
    public void openSecond(final Workplace workplace) {
        pipe = Pipes.open(workplace, name, Long.class, policy);
        connection = pipe.second();
    }

    @Override
    public void first(final int operations, final Laps laps) throws InterruptedException {
        final Connection<Long, Long> both = Opened.of(connection);
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                both.send(++number);
                Payload.check(both.receive(), number);
            }
            laps.lap();
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
