package io.tandem.bench.ipc;

import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import io.tandem.bench.payload.Payload;
import io.tandem.channel.Connection;
import io.tandem.channel.PrimitiveConnection;
import io.tandem.channel.SharedPipe;
import io.tandem.wait.WaitPolicy;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A {@code long} goes forth without a box, through a consumer on both sides, and comes back. */
final class PrimitiveLong implements Subject {
    private final String name;
    private final WaitPolicy policy;
    private @Nullable SharedPipe<Long, Long> pipe;
    private @Nullable Connection<Long, Long> connection;
    private final LongConsumer keep = this::keep;
    private long number = 1L << 32;
    private long kept;

    PrimitiveLong(final String name, final WaitPolicy policy) {
        this.name = name;
        this.policy = policy;
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
        final PrimitiveConnection.OfLong both = Opened.of(connection).longs();
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                both.send(++number);
                both.receive(keep);
                Payload.check(kept, number);
            }
            laps.lap();
        }
    }

    @Override
    public void second(final int operations) throws InterruptedException {
        final PrimitiveConnection.OfLong both = Opened.of(connection).longs();
        for (int i = 0; i < operations; i++) {
            both.receive(keep);
            both.send(kept);
        }
    }

    private void keep(final long value) {
        kept = value;
    }

    @Override
    public void close() {
        Opened.close(connection, pipe);
    }
}
