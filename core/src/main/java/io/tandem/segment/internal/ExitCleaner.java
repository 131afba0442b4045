package io.tandem.segment.internal;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What an orderly end of this JVM does, in this order: what must come first, such as the ends of daemons; then, unless it
 * ends since something failed, what its peers are to see as closed is closed; then objects without a name that nobody else
 * holds are removed, and, if no object names this process any more, so is its process file. While one does, it stays: other
 * threads may still be at work in shared memory, and nobody may take them for dead. What is left, the next sweep removes.
 *
 * <p>Threads and other hooks run on beside it, so no step takes a lock under which users' code may run, and each ends
 * within a limit. A step that fails, even by an Error, doesn't keep the next from being done.
 */
final class ExitCleaner extends Thread {
    private static final System.Logger LOGGER = System.getLogger(ExitCleaner.class.getName());
    private static final ExitCleaner INSTANCE = install();

    /** Keeps their locks reachable too, for as long as the JVM runs. */
    private final Set<DomainState> domains = ConcurrentHashMap.newKeySet();

    /** What must be done before anything is put away. */
    private final List<Runnable> first = new ArrayList<>();

    /** What closes. */
    private final List<Runnable> closings = new ArrayList<>();

    private boolean ending;
    private boolean failed;

    private ExitCleaner() {
        super("tandem-exit");
    }

    private static ExitCleaner install() {
        final ExitCleaner cleaner = new ExitCleaner();
        try {
            Runtime.getRuntime().addShutdownHook(cleaner);
        } catch (final IllegalStateException e) {
            LOGGER.log(Level.DEBUG, "The JVM ends already; the next sweep cleans up.", e);
            cleaner.begin();
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
        INSTANCE.add(INSTANCE.first, action);
    }

    static void addClosing(final Runnable action) {
        INSTANCE.add(INSTANCE.closings, action);
    }

    /** Ends with a failure: nothing is closed, as if it had died. */
    static void fail() {
        INSTANCE.setFailed();
    }

    private synchronized void add(final List<Runnable> actions, final Runnable action) {
        if (ending) {
            throw new IllegalStateException("This JVM is shutting down.");
        }
        actions.add(action);
    }

    /** What fails once the end has begun, fails because of it. */
    private synchronized void setFailed() {
        failed |= !ending;
    }

    private synchronized List<Runnable> begin() {
        ending = true;
        final List<Runnable> actions = new ArrayList<>(first);
        if (!failed) {
            actions.addAll(closings);
        }
        return actions;
    }

    @Override
    public void run() {
        for (final Runnable action : begin()) {
            attempt(Level.WARNING, "Something that was to be done before the end of this JVM failed.", action);
        }
        for (final DomainState state : domains) {
            attempt(Level.DEBUG, "Left to the next sweep: " + state.directory(), () -> clean(state));
        }
    }

    private static void attempt(final Level level, final String otherwise, final Runnable step) {
        try {
            step.run();
        } catch (final Throwable failure) { // whatever it is: the next step is to be done all the same
            LOGGER.log(level, otherwise, failure);
        }
    }

    private void clean(final DomainState state) {
        if (state.isStillThere()) {
            state.registry().leaveAtExit();
        }
    }
}
