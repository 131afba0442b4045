package io.tandem.manager.internal;

import io.tandem.segment.Domain;
import io.tandem.segment.internal.ProcessRegistry;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What runs in a server's process. */
final class ManagerMain {
    private static final System.Logger LOGGER = System.getLogger(ManagerMain.class.getName());
    private static final long SWEEP_MILLIS = 100;
    private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(SWEEP_MILLIS);
    /** For calls that run when the end comes. */
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private ManagerMain() {}

    /** The target of a server's process. Ends the JVM, whatever threads services have left. */
    static void run(final ServerSetup setup) throws InterruptedException {
        final Domain domain = Domain.current();
        final ManagerAddress address = new ManagerAddress(
                setup.identity(),
                setup.name(),
                ProcessRegistry.of(domain).own(),
                ProcessHandle.current().pid(),
                setup.calls(),
                setup.filter());
        final Server server = new Server(address, setup.control(), domain, setup.mostThreads());
        server.install();
        final Door door = setup.isPublic() ? Door.open(server) : null;
        final Snapshots snapshots = snapshots(server, setup.snapshots(), door);
        server.threads().start();
        sweepUntilEnd(server, door);
        server.threads().stop(GRACE_NANOS);
        if (snapshots != null) {
            snapshots.end();
        }
        if (door != null) {
            door.close();
        }
        server.names().close();
        server.clients().close();
        System.exit(0);
    }

    /** Begins with what there is; if that can't be read, there is no server. */
    private static @Nullable Snapshots snapshots(
            final Server server, final @Nullable SnapshotSetup setup, final @Nullable Door door)
            throws InterruptedException {
        if (setup == null) {
            return null;
        }
        boolean started = false;
        try {
            final Snapshots snapshots = new Snapshots(server, setup);
            snapshots.start();
            // Whatever ends this JVM in order, such as the end of the process that has started it.
            Runtime.getRuntime().addShutdownHook(new Thread(snapshots::finish, "tandem-manager-last-snapshot"));
            started = true;
            return snapshots;
        } finally {
            if (!started && door != null) {
                door.close();
            }
        }
    }

    /** Does what must not wait behind calls, and looks now and then for what clients have left. */
    private static void sweepUntilEnd(final Server server, final @Nullable Door door) throws InterruptedException {
        final Execution execution = new Execution(server);
        long last = System.nanoTime();
        boolean exhausted = false;
        while (!server.isEndDue()) {
            try {
                final Call told = server.control().poll(SWEEP_MILLIS, TimeUnit.MILLISECONDS);
                if (told != null) {
                    execution.handle(told);
                }
                final long now = System.nanoTime();
                if (now - last >= SWEEP_NANOS) {
                    last = now;
                    server.threads().interruptCallsOf(server.clients().removeDead());
                    server.sweep();
                    exhausted = warn(server, exhausted);
                }
                if (door != null) {
                    door.answer();
                }
            } catch (final RuntimeException e) { // the next round tries again
                LOGGER.log(Level.WARNING, "What clients have left in " + server + " can't be seen to.", e);
            } catch (final Error e) { // without this thread clients would wait for ever
                LOGGER.log(Level.ERROR, server + " can't go on.", e);
                Runtime.getRuntime().halt(1);
            }
        }
    }

    private static boolean warn(final Server server, final boolean before) {
        final boolean now = server.threads().isExhausted();
        if (now && !before) {
            LOGGER.log(
                    Level.WARNING,
                    "All " + server.threads().count() + " threads of " + server
                            + " are in calls that take long, and all others wait."
                            + " Let fewer methods of services block, or give the manager more maxThreads(...).");
        }
        return now;
    }
}
