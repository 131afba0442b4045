package io.tandem.wait;

import java.time.Duration;
import java.util.List;

/**
 * Waits for several things at once: connections, processes. Not safe for several threads.
 */
public final class WaitSet {
    private WaitSet() {}

    /** A set of things to wait for. */
    public static WaitSet of(final Waitable... items) {
        throw new UnsupportedOperationException();
    }

    /** Adds one more. */
    public void add(final Waitable item) {
        throw new UnsupportedOperationException();
    }

    /** Waits for it no longer. */
    public void remove(final Waitable item) {
        throw new UnsupportedOperationException();
    }

    /** Waits until one at least is ready; all that are. */
    public List<Waitable> await() throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** The same for a limited time; empty when it is up. */
    public List<Waitable> await(final Duration timeout) throws InterruptedException {
        throw new UnsupportedOperationException();
    }
}
