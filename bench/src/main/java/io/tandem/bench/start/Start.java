package io.tandem.bench.start;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Elsewhere;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Workplace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A process that says hello on its standard output, a pipe: how long that takes from the call that starts it, until the first byte
 * is here, or until it has ended. Both JVMs of the run sleep meanwhile.
 */
abstract class Start extends Elsewhere {
    private final Until until;

    Start(final String name, final Until until) {
        super(name, Kind.OPERATION, 1);
        this.until = until;
    }

    /** Until when a start is timed. */
    enum Until {
        /** Its first byte is here. */
        FIRST_LINE,
        /** It has ended, and this process knows how. */
        EXIT
    }

    /** Starts one and returns its output. */
    abstract InputStream start() throws Exception;

    /** Waits for its end, and returns its exit code. */
    abstract int awaitEnd() throws Exception;

    @Override
    public void openFirst(final Workplace workplace) throws IOException {
        // Each start is one of its own.
    }

    @Override
    public final void first(final int operations, final Laps laps) throws Exception {
        for (int i = 0; i < operations; i++) {
            final long started = System.nanoTime();
            try (InputStream output = start()) {
                final int first = output.read();
                final long answered = System.nanoTime();
                final String rest = new String(output.readAllBytes(), StandardCharsets.US_ASCII);
                final String said = (char) first + rest.strip();
                final int code = awaitEnd();
                laps.lap((until == Until.EXIT ? System.nanoTime() : answered) - started);
                if (!said.equals(Hello.WORD) || code != 0) {
                    throw new BenchException(name() + " said \"" + said + "\" and ended with exit code " + code);
                }
            }
        }
    }

    @Override
    public void close() {}
}
