package io.tandem.manager.internal;

import io.tandem.TandemException;
import io.tandem.channel.SharedQueue;
import io.tandem.function.RemoteRunnable;
import io.tandem.manager.ManagerDiedException;
import io.tandem.os.OperatingSystem;
import io.tandem.os.OperatingSystemException;
import io.tandem.process.ChildProcess;
import io.tandem.process.internal.Children;
import io.tandem.process.internal.StartOrigin;
import io.tandem.segment.ObjectExistsException;
import io.tandem.wait.internal.Uninterruptibly;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A manager in the process that has started it: the one that ends it, and starts it again if it was told to. */
final class StartedManager extends AbstractManager {
    private static final System.Logger LOGGER = System.getLogger(StartedManager.class.getName());
    private static final SecureRandom IDENTITIES = new SecureRandom();
    private static final int CALLS_CAPACITY = 1 << 20;
    private static final int CONTROL_CAPACITY = 1 << 16;
    private static final Duration END = Duration.ofSeconds(10);

    /** For one that has a last snapshot to write. */
    private static final Duration END_WITH_SNAPSHOT = Duration.ofMinutes(1);

    /** A server that lives for less is taken for one that won't do better the next time. */
    private static final long SHORT_LIFE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long FIRST_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int MOST_SHORT_LIVES = 5;

    private final ManagerOptions options;
    private final StartOrigin origin = StartOrigin.here();
    private volatile Running running;
    private volatile boolean closing;
    /** The last one whose end was seen to. Guarded by this. */
    private @Nullable Running seenTo;
    /** Of servers in a row. Confined to the thread that starts the next one. */
    private int shortLives;

    /** One server. */
    private record Running(
            ChildProcess child, CompletableFuture<ChildProcess> exit, RemoteRef ref, ServerLink link, long since) {}

    private StartedManager(final ManagerOptions options) {
        this.options = options;
        running = launch();
    }

    static StartedManager start(final ManagerOptions options) {
        refuseInitializersOfChildren(options);
        if (options.isPublic()) {
            try {
                Door.requireFree(options.domain(), options.name());
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(
                        "This thread was interrupted before it started the manager " + options.name() + ".", e);
            }
        }
        final SnapshotSetup snapshots = options.snapshots();
        if (snapshots != null) {
            snapshots.check();
        }
        final StartedManager manager = new StartedManager(options);
        if (options.isPublic() || snapshots != null) {
            manager.awaitStart();
        }
        manager.watch(manager.running);
        return manager;
    }

    /** A child that runs a static initializer again would get another manager than its parent has, and nobody would see that. */
    private static void refuseInitializersOfChildren(final ManagerOptions options) {
        final String initializer = StartOrigin.here().initializer();
        if (initializer != null && ChildProcess.parent().isPresent()) {
            throw new IllegalStateException("The static initializer of class " + initializer + " starts the manager "
                    + options.name() + " in child process "
                    + ChildProcess.current().name()
                    + ", which would be another one than its parent's. Let functions capture the manager, or a proxy: copy the static field to a local"
                    + " variable first.");
        }
    }

    @Override
    public ObjectRef managedRef() {
        return running.ref;
    }

    private Running launch() {
        final SharedQueue<Call> calls = queue(CALLS_CAPACITY);
        final SharedQueue<Call> control = queue(CONTROL_CAPACITY);
        final ServerSetup setup = new ServerSetup(
                IDENTITIES.nextLong(),
                options.name(),
                options.isPublic(),
                calls,
                control,
                options.filter(),
                options.mostThreads(),
                options.snapshots());
        final RemoteRunnable target = () -> ManagerMain.run(setup);
        ChildProcess child = null;
        try {
            final ChildProcess started = ChildProcess.builder()
                    .name(options.name())
                    .daemon(true)
                    .domain(options.domain())
                    .processGroup(true) // a terminal's Ctrl-C is for its clients, which then close it
                    .jvmOptions(options.jvmOptions().toArray(String[]::new))
                    .start(target);
            child = started;
            final ManagerAddress address =
                    new ManagerAddress(setup.identity(), options.name(), 0, started.pid(), calls, options.filter());
            final RemoteRef ref = ServerLinks.connect(address, options.domain());
            ref.link().starts(() -> isAlive(started), control);
            return new Running(started, started.onExit(), ref, ref.link(), System.nanoTime());
        } finally {
            if (child == null) {
                calls.close();
                control.close();
            }
        }
    }

    private SharedQueue<Call> queue(final int capacity) {
        return SharedQueue.builder(Call.class)
                .codec(new CallCodec.Source(options.filter()))
                .capacityBytes(capacity)
                .domain(options.domain())
                .create();
    }

    private static boolean isAlive(final ChildProcess child) {
        return !child.isReady();
    }

    /** A server that has to have its name, and its snapshot, before others may look for it. */
    private void awaitStart() {
        final Running first = running;
        try {
            first.link.address();
        } catch (final ManagerDiedException e) {
            final Throwable reason = failure(first.child);
            close();
            if (reason instanceof ObjectExistsException taken) {
                throw taken;
            }
            throw new TandemException(
                    "The server of manager " + options.name() + " ended before it was ready"
                            + (reason == null ? "; see the cause." : ": " + reason.getMessage()),
                    reason == null ? e : reason);
        }
    }

    private static @Nullable Throwable failure(final ChildProcess child) {
        try {
            child.join();
            return child.failure().orElse(null);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what goes wrong in it is logged there
    private void watch(final Running server) {
        server.exit.thenAccept(child -> {
            try {
                ended(server);
                if (options.restart()) {
                    restart(server);
                }
            } catch (final RuntimeException | Error e) {
                LOGGER.log(Level.ERROR, "The end of the server of " + server.link + " couldn't be seen to.", e);
            }
        });
    }

    /** Once for each, by whoever notices it first. */
    private synchronized void ended(final Running server) {
        if (server.equals(seenTo)) {
            return;
        }
        seenTo = server;
        server.link.end(
                closing
                        ? server.link
                                + " was closed, and what it held is gone. Use it inside of its try block, or start another one."
                        : server.link.died(server.child
                                .failure()
                                .map(reason -> String.valueOf(reason.getMessage()))
                                .orElse("Its exit code is " + server.child.exitCode() + ".")));
        removeRemains(server);
    }

    private void removeRemains(final Running dead) {
        if (options.isPublic()) {
            Door.removeRemains(options.domain(), options.name());
        }
        final SnapshotSetup snapshots = options.snapshots();
        if (snapshots != null) {
            try {
                OperatingSystem.current().delete(snapshots.temporary(dead.link.identity()));
            } catch (final OperatingSystemException e) {
                LOGGER.log(Level.WARNING, "What " + dead.link + " has left half written is left to the next one.", e);
            }
        }
    }

    /** Starts another one; gives up when that has failed too often. */
    private void restart(final Running dead) {
        shortLives = System.nanoTime() - dead.since < shortLife() ? shortLives + 1 : 0;
        TandemException failure = null;
        while (shortLives <= MOST_SHORT_LIVES) {
            if (shortLives > 0) {
                LockSupport.parkNanos(FIRST_DELAY_NANOS << shortLives);
            }
            try {
                startNext(dead);
                return;
            } catch (final TandemException e) { // the system refuses, which may pass
                failure = e;
                shortLives++;
            }
        }
        LOGGER.log(
                Level.ERROR,
                "The server of manager " + options.name() + " has died, or couldn't be started, " + shortLives
                        + " times in a row, and isn't started any more. Its last one died"
                        + dead.child
                                .failure()
                                .map(reason -> ": " + reason.getMessage())
                                .orElse("."),
                failure);
    }

    /** One may have waited for its file, and not have had it. */
    private long shortLife() {
        return SHORT_LIFE_NANOS + (options.snapshots() == null ? 0 : Snapshots.FILE_PATIENCE_NANOS);
    }

    private void startNext(final Running dead) {
        final Running next;
        synchronized (this) {
            if (closing || Children.isJvmEnding()) {
                return;
            }
            next = origin.within(this::launch);
            running = next;
        }
        dead.child.close();
        watch(next);
    }

    @Override
    public void close() {
        final Running server;
        synchronized (this) {
            closing = true;
            server = running;
        }
        if (!server.child.isReady()) {
            server.link.tell(Call.of(CallDescriptor.STOP, 0, 0), END.toMillis());
            awaitEnd(server.child);
        }
        ended(server); // at once, whenever its end is noticed
        server.child.close();
    }

    private void awaitEnd(final ChildProcess child) {
        try {
            if (child.join(options.snapshots() == null ? END : END_WITH_SNAPSHOT)) {
                return;
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        child.kill();
        Uninterruptibly.run(child::join);
    }
}
