package io.tandem.bench.ipc;

import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import io.tandem.bench.payload.Payload;
import io.tandem.channel.Connection;
import io.tandem.channel.SharedPipe;
import io.tandem.wait.WaitPolicy;
import org.jspecify.annotations.Nullable;

/** A {@code Long} into a typed pipe and out again, by one thread: what the instructions cost, without another processor. */
final class TypedLongAlone implements Subject {
    private final String name;
    private @Nullable SharedPipe<Long, Long> pipe;
    private @Nullable Connection<Long, Long> sender;
    private @Nullable Connection<Long, Long> receiver;
    private long number = 1L << 32;

    TypedLongAlone(final String name) {
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
    public void first(final int operations, final Laps laps) throws InterruptedException {
        final Connection<Long, Long> out = Opened.of(sender);
        final Connection<Long, Long> in = Opened.of(receiver);
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                out.send(++number);
                Payload.check(in.receive(), number);
            }
            laps.lap();
        }
    }

    @Override
    public void close() {
        Opened.close(sender, receiver, pipe);
    }
}
