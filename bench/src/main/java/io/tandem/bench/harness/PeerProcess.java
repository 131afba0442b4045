package io.tandem.bench.harness;

import io.tandem.function.RemoteRunnable;
import io.tandem.process.ChildProcess;
import io.tandem.segment.Domain;
import java.time.Duration;

/** The second JVM, started with the flags of this one. What it says comes out where this one's does. */
final class PeerProcess implements AutoCloseable {
    private final ChildProcess child;

    private PeerProcess(final ChildProcess child) {
        this.child = child;
    }

    /**
     * Starts it. It ends with this process, however that ends.
     *
     * @param domain in which it lives.
     * @param target what it runs.
     * @return the process, running.
     */
    static PeerProcess start(final Domain domain, final RemoteRunnable target) {
        return new PeerProcess(ChildProcess.builder()
                .name("bench-peer")
                .domain(domain)
                .daemon(true)
                .start(target));
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

    /** How it ended, if it did, and why. */
    String story() {
        if (child.isAlive()) {
            return "the peer (pid " + child.pid() + ") runs";
        }
        final int code = child.exitCode();
        return "the peer (pid " + child.pid() + ") ended "
                + (code < 0 ? "by signal " + -code : "with exit code " + code)
                + child.failure().map(failure -> ": " + failure.getMessage()).orElse("");
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
        child.close();
    }
}
