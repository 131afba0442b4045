package io.tandem.process.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamRelayTest {
    private static final long LIMIT = TimeUnit.SECONDS.toNanos(60);

    private final ByteArrayOutputStream sink = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(sink, true);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8191, 8192, 8193, 20_000, 100_000})
    void shouldCopyAllAndKeepTheTailWhenThereIsMuch(final int length) throws Exception {
        final StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(text.length()).append(text.length() % 7 == 0 ? '\n' : ' ');
        }
        text.setLength(length);
        final StreamRelay relay = new StreamRelay(
                "test", new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.US_ASCII)), () -> stream);

        relay.start();
        relay.awaitDrained(LIMIT);

        assertThat(sink.toString(StandardCharsets.US_ASCII)).isEqualTo(text.toString());
        assertThat(text.toString()).endsWith(relay.tail());
        assertThat(relay.tail().length()).isBetween(Math.min(length, 8_000), 8_192);
        if (length > 8192) {
            assertThat(text.charAt(length - relay.tail().length() - 1)).isEqualTo('\n');
        }
    }

    @Test
    void shouldNotWaitForTheEndWhenSomebodyHoldsThePipeAndIsSilent() throws Exception {
        final PipedOutputStream holder = new PipedOutputStream();
        final StreamRelay relay = new StreamRelay("test", new PipedInputStream(holder), () -> stream);
        relay.start();
        holder.write("word".getBytes(StandardCharsets.US_ASCII));
        holder.flush();

        relay.awaitDrained(LIMIT);

        assertThat(sink.toString(StandardCharsets.US_ASCII)).isEqualTo("word");
        holder.close();
        relay.awaitDrained(LIMIT);
    }

    @Test
    void shouldGiveUpWhenItsOwnSinkIsBlocked() throws Exception {
        final PipedOutputStream blocked = new PipedOutputStream();
        final PipedInputStream reader = new PipedInputStream(blocked, 1);
        final StreamRelay relay = new StreamRelay(
                "test",
                new ByteArrayInputStream("more than fits".getBytes(StandardCharsets.US_ASCII)),
                () -> new PrintStream(blocked));
        relay.start();
        final long before = System.nanoTime();

        relay.awaitDrained(TimeUnit.MILLISECONDS.toNanos(50));

        assertThat(System.nanoTime() - before).isLessThan(LIMIT);
        readAll(reader);
        relay.awaitDrained(LIMIT);
    }

    private static void readAll(final PipedInputStream reader) throws IOException {
        for (int i = 0; i < "more than fits".length(); i++) {
            assertThat(reader.read()).isNotNegative();
        }
    }
}
