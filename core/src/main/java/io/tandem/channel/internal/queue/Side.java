package io.tandem.channel.internal.queue;

import io.tandem.channel.internal.ThreadGuard;

/** What one thread at a time works with inside a queue's calls. */
abstract class Side {
    private final ThreadGuard guard;
    private boolean servesOnce;

    Side(final String what) {
        guard = new ThreadGuard(what);
    }

    final ThreadGuard guard() {
        return guard;
    }

    final void serveOnce() {
        servesOnce = true;
    }

    /** Whether it was to serve once, and has. */
    final boolean isSpent() {
        return servesOnce && guard.seal();
    }
}
