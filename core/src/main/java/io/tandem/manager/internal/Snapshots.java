package io.tandem.manager.internal;

import io.tandem.TandemException;
import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads the snapshot of a server at its start; then writes one again and again, by a thread of its own, and a last one at its end. */
final class Snapshots {
    private static final System.Logger LOGGER = System.getLogger(Snapshots.class.getName());
    /** For a call that has an object which is to be written. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** The same when calls were given time to end. */
    private static final long LAST_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** For another server that has the file, and may be about to end. */
    static final long FILE_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private static final long LOOK_MILLIS = 10;

    private final Server server;
    private final SnapshotSetup setup;
    private final SnapshotFile file;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "tandem-manager-snapshots");
    /** Why none was written the last time, or null. */
    private @Nullable String failure;

    Snapshots(final Server server, final SnapshotSetup setup) {
        this.server = server;
        this.setup = setup;
        file = new SnapshotFile(setup.path());
        thread.setDaemon(true);
    }

    /** Before the first call: has all objects back. Fails if they can't be read, or if nothing can be written. */
    void start() throws InterruptedException {
        boolean started = false;
        try {
            if (takeFile()) {
                try (SnapshotReader reader = SnapshotReader.open(setup.path())) {
                    SnapshotRestore.into(server, reader);
                }
            }
            setup.removeRemains();
            thread.start();
            started = true;
        } finally {
            if (!started) {
                file.close();
            }
        }
    }

    /** Has the file for this server; false if it was the first to write it, which tells at once if nothing can be written there. */
    private boolean takeFile() throws InterruptedException {
        while (true) {
            if (file.exists()) {
                awaitFile();
                return true;
            }
            try {
                if (write(PATIENCE_NANOS)) {
                    return false;
                }
            } catch (final TandemException e) {
                if (!file.exists()
                        || file.isHeld()) { // held: it was put there, but may not outlive a crash of the system
                    throw e;
                }
                // Another server was faster, and has taken for remains what this one was writing.
            }
        }
    }

    /** A server before this one may still write its last one. */
    private void awaitFile() throws InterruptedException {
        final long start = System.nanoTime();
        while (!file.claim()) {
            if (System.nanoTime() - start > FILE_PATIENCE_NANOS) {
                throw new TandemException(
                        "Snapshots are to be written to " + setup.file()
                                + ", and the server of another manager does that already. Close that manager, or give this one another file.");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /** After the last call: writes the last one. */
    void end() throws InterruptedException {
        end.countDown();
        thread.join();
    }

    /** The same when the JVM ends. */
    void finish() {
        try {
            end();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!end.await(nanos(), TimeUnit.NANOSECONDS)) {
                if (server.takeTouched() || failure != null) {
                    attempt(PATIENCE_NANOS);
                }
            }
            attempt(LAST_PATIENCE_NANOS);
            file.close();
        } catch (final InterruptedException e) {
            LOGGER.log(
                    Level.WARNING, "No more snapshots of " + server + " are written: the thread was interrupted.", e);
        }
    }

    private long nanos() {
        try {
            return setup.every().toNanos();
        } catch (final ArithmeticException e) { // longer than the system will be up
            return Long.MAX_VALUE;
        }
    }

    private void attempt(final long patienceNanos) throws InterruptedException {
        try {
            if (!write(patienceNanos)) {
                throw new TandemException(
                        "What stands there isn't what this server has put there. If another manager writes there, too, give each a file of its own;"
                                + " else move it away, and the next snapshot takes its place.");
            }
            failure = null;
        } catch (final RuntimeException | Error e) { // whatever it is: the server goes on, and the file stays
            final String reason = String.valueOf(e.getMessage());
            if (!reason.equals(failure)) {
                LOGGER.log(
                        Level.WARNING,
                        "No snapshot of " + server + " was safely written to " + setup.file() + ": " + reason,
                        e);
            }
            failure = reason;
        }
    }

    private boolean write(final long patienceNanos) throws InterruptedException {
        return new SnapshotGraph(server, patienceNanos).write(file, setup.temporary(server.identity()));
    }
}
