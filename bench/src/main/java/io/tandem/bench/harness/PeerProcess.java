package io.tandem.bench.harness;

import io.tandem.function.RemoteRunnable;
import io.tandem.process.ChildProcess;
import io.tandem.process.StandardStream;
import io.tandem.segment.Domain;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** The second JVM, started with the flags of this one, and the tail of what it says. */
final class PeerProcess implements AutoCloseable {
    private static final int TAIL_CHARACTERS = 8192;
    private static final long PUMP_MILLIS = 1000;

    private final ChildProcess child;
    private final List<Thread> pumps;
    private final StringBuilder tail = new StringBuilder();

    private PeerProcess(final ChildProcess child) {
        this.child = child;
        this.pumps = List.of(
                new Thread(() -> pump(child.standardOutput()), "peer-output"),
                new Thread(() -> pump(child.standardError()), "peer-errors"));
    }

    /**
     * Starts it. It ends with this process, however that ends.
     *
     * @param domain in which it lives.
     * @param target what it runs.
     * @return the process, running.
     */
    static PeerProcess start(final Domain domain, final RemoteRunnable target) {
        final PeerProcess peer = new PeerProcess(ChildProcess.builder()
                .name("bench-peer")
                .domain(domain)
                .daemon(true)
                .standardOutput(StandardStream.pipe())
                .standardError(StandardStream.pipe())
                .start(target));
        for (final Thread pump : peer.pumps) {
            pump.setDaemon(true);
            pump.start();
        }
        return peer;
    }

    boolean isAlive() {
        return child.isAlive();
    }

    /** Waits for its end, but not for long; whether it ended. */
    boolean awaitEnd(final long millis) {
        try {
            return child.join(Duration.ofMillis(millis));
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return !child.isAlive();
        }
    }

    /** How it ended, if it did, and what it said last. */
    String story() {
        final String state;
        if (child.isAlive()) {
            state = "the peer (pid " + child.pid() + ") runs";
        } else {
            final int code = child.exitCode();
            state = "the peer (pid " + child.pid() + ") ended "
                    + (code < 0 ? "by signal " + -code : "with exit code " + code);
            joinPumps();
        }
        synchronized (tail) {
            return tail.isEmpty()
                    ? state + ", and said nothing"
                    : state + ", and said last:\n" + tail.toString().strip();
        }
    }

    /** Ends it, if it hasn't ended by itself, and waits for that. */
    @Override
    public void close() {
        child.kill();
        boolean interrupted = false;
        while (child.isAlive()) {
            try {
                child.join();
            } catch (final InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        joinPumps();
        child.close();
    }

    private void joinPumps() {
        try {
            for (final Thread pump : pumps) {
                pump.join(PUMP_MILLIS);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pump(final InputStream stream) {
        final byte[] bytes = new byte[1024];
        try (InputStream output = stream) {
            for (int length = output.read(bytes); length >= 0; length = output.read(bytes)) {
                say(new String(bytes, 0, length, StandardCharsets.UTF_8));
            }
        } catch (final IOException e) {
            say("\n(the rest is lost: " + e.getMessage() + ")");
        }
    }

    private void say(final String text) {
        synchronized (tail) {
            tail.append(text);
            tail.delete(0, Math.max(0, tail.length() - TAIL_CHARACTERS));
        }
    }
}
