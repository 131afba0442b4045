package io.tandem.bench.ipc;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import io.tandem.channel.Connection;
import io.tandem.channel.SharedPipe;
import io.tandem.wait.WaitPolicy;
import org.jspecify.annotations.Nullable;

/** A {@code String} of 32 characters goes forth with {@code send} and {@code receive}, and comes back. */
final class TypedString implements Subject {
    private final String name;
    private final String[] texts = Texts.make();
    private @Nullable SharedPipe<String, String> pipe;
    private @Nullable Connection<String, String> connection;
    private int next;

    TypedString(final String name) {
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
        pipe = Pipes.create(workplace, name, String.class, WaitPolicy.SPIN);
        connection = pipe.first();
    }

    @Override
    public void openSecond(final Workplace workplace) {
        pipe = Pipes.open(workplace, name, String.class, WaitPolicy.SPIN);
        connection = pipe.second();
    }

    @Override
    public void first(final int operations, final Laps laps) throws InterruptedException {
        final Connection<String, String> both = Opened.of(connection);
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                final String text = texts[next++ & (texts.length - 1)];
                both.send(text);
                final String back = both.receive();
                if (!back.equals(text)) {
                    throw new BenchException("\"" + back + "\" came where \"" + text + "\" was due");
                }
            }
            laps.lap();
        }
    }

    @Override
    public void second(final int operations) throws InterruptedException {
        final Connection<String, String> both = Opened.of(connection);
        for (int i = 0; i < operations; i++) {
            both.send(both.receive());
        }
    }

    @Override
    public void close() {
        Opened.close(connection, pipe);
    }
}
