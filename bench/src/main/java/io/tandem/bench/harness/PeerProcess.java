package io.tandem.bench.harness;

import io.tandem.function.RemoteRunnable;
import io.tandem.process.ChildProcess;
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
     * @param workplace of this run.
     * @param target    what it runs.
     * @return the process, running.
     */
    static PeerProcess start(final Workplace workplace, final RemoteRunnable target) {
        return new PeerProcess(OwnJvm.start(workplace, "bench-peer", target));
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
        return OwnJvm.story("the peer", child);
    }

    /** Ends it, if it hasn't ended by itself, and waits for that. */
    @Override
    public void close() {
        OwnJvm.kill(child);
        child.close();
    }
}
