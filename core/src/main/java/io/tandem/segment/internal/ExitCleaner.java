package io.tandem.segment.internal;

import io.tandem.TandemException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What an orderly end of this JVM does: objects without a name that nobody else holds are removed, and, if no object names
 * this process any more, so is its process file. While one does, it stays: other threads may still be at work in shared
 * memory, and nobody may take them for dead. What is left, the next sweep removes.
 */
final class ExitCleaner extends Thread {
    private static final System.Logger LOGGER = System.getLogger(ExitCleaner.class.getName());
    private static final ExitCleaner INSTANCE = install();

    /** Keeps their locks reachable too, for as long as the JVM runs. */
    private final Set<DomainState> domains = ConcurrentHashMap.newKeySet();

    /** What must be done before anything is put away. */
    private final List<Runnable> first = new ArrayList<>();

    private boolean ending;

    private ExitCleaner() {
        super("tandem-exit");
    }

    private static ExitCleaner install() {
        final ExitCleaner cleaner = new ExitCleaner();
        try {
            Runtime.getRuntime().addShutdownHook(cleaner);
        } catch (final IllegalStateException e) {
            LOGGER.log(Level.DEBUG, "The JVM ends already; the next sweep cleans up.", e);
            cleaner.actions();
        }
        return cleaner;
    }

    static void add(final DomainState state) {
        INSTANCE.domains.add(state);
    }

    static void remove(final DomainState state) {
        INSTANCE.domains.remove(state);
    }

    static void addFirst(final Runnable action) {
        INSTANCE.addAction(action);
    }

    private synchronized void addAction(final Runnable action) {
        if (ending) {
            throw new IllegalStateException("This JVM is shutting down.");
        }
        first.add(action);
    }

    private synchronized List<Runnable> actions() {
        ending = true;
        return List.copyOf(first);
    }

    @Override
    public void run() {
        for (final Runnable action : actions()) {
            try {
                action.run();
            } catch (final RuntimeException e) {
                LOGGER.log(Level.WARNING, "Something that was to be done before the end of this JVM failed.", e);
            }
        }
        for (final DomainState state : domains) {
            try {
                clean(state);
            } catch (final TandemException e) {
                LOGGER.log(Level.DEBUG, "Left to the next sweep: " + state.directory(), e);
            }
        }
    }

    private void clean(final DomainState state) {
        if (state.isStillThere() && Sweep.of(state).runAtExit()) {
            state.registry().leave();
        }
    }
}
