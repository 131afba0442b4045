package io.tandem.segment.internal;

import io.tandem.TandemException;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;

/**
 * One sweep, shortly after the last of several deaths: what a dead child held goes without waiting for the next opening of
 * the domain.
 */
final class BackgroundSweep {
    private static final long DELAY_NANOS = 200_000_000;
    private static final System.Logger LOGGER = System.getLogger(BackgroundSweep.class.getName());
    private static final Map<DomainState, Thread> PENDING = new ConcurrentHashMap<>();

    private BackgroundSweep() {}

    static void request(final DomainState state) {
        request(state, action -> new Thread(action, "tandem-sweep"));
    }

    /** Without a thread to be had there is no sweep, this time: whoever asked has more important things to do. */
    static void request(final DomainState state, final ThreadFactory threads) {
        PENDING.computeIfAbsent(state, key -> {
            try {
                final Thread thread = threads.newThread(() -> sweep(key));
                thread.setDaemon(true);
                thread.start();
                return thread;
            } catch (final OutOfMemoryError e) {
                LOGGER.log(Level.WARNING, "No thread could be started to sweep " + key.directory() + "; later.", e);
                return null;
            }
        });
    }

    private static void sweep(final DomainState state) {
        final long end = System.nanoTime() + DELAY_NANOS;
        for (long left = DELAY_NANOS; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        PENDING.remove(state);
        try {
            Sweep.of(state).run();
        } catch (final TandemException e) {
            LOGGER.log(Level.DEBUG, "A sweep of " + state.directory() + " was given up; the next one goes on.", e);
        }
    }
}
