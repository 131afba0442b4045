package io.tandem.process.internal;

import io.tandem.os.NativeLibrary;
import io.tandem.os.OperatingSystem;
import io.tandem.os.OperatingSystemException;
import io.tandem.os.Signals;
import io.tandem.wait.internal.Uninterruptibly;
import io.tandem.wait.internal.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Notices the end of this process's parent: the parent holds the one write end of a pipe, so the pipe ends when the
 * parent does, however that was. A daemon then ends at once.
 */
final class ParentWatch {
    /** As for SIGTERM; nobody is left to see it. */
    private static final int ORPHANED_DAEMON = 143;

    private static final long POLL_MILLIS = 200;

    private final int descriptor;
    private final boolean daemon;
    private final BooleanSupplier isParentAlive;
    private final CountDownLatch ended = new CountDownLatch(1);

    private ParentWatch(final int descriptor, final boolean daemon, final BooleanSupplier isParentAlive) {
        this.descriptor = descriptor;
        this.daemon = daemon;
        this.isParentAlive = isParentAlive;
    }

    /**
     * Starts watching.
     *
     * @param descriptor    of the pipe's read end.
     * @param daemon        whether to end with the parent.
     * @param isParentAlive asked only if the pipe can't be read.
     */
    static ParentWatch start(final int descriptor, final boolean daemon, final BooleanSupplier isParentAlive) {
        final ParentWatch watch = new ParentWatch(descriptor, daemon, isParentAlive);
        final Thread thread = new Thread(null, watch::run, "tandem-parent-watch", 0, false);
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    boolean hasEnded() {
        return ended.getCount() == 0;
    }

    boolean await(final Duration timeout) throws InterruptedException {
        return ended.await(Waiting.nanos(timeout), TimeUnit.NANOSECONDS);
    }

    private void run() {
        try (InputStream pipe = OperatingSystem.current().inputStream(descriptor)) {
            while (pipe.read() >= 0) {
                Thread.onSpinWait(); // nobody writes; a byte would mean nothing
            }
        } catch (final IOException | OperatingSystemException e) {
            System.getLogger(ParentWatch.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "The pipe that tells of the parent's end can't be read; looking for the parent every "
                                    + POLL_MILLIS + " ms instead.",
                            e);
            pollForEnd();
        }
        ended.countDown();
        if (daemon) {
            endNow();
        }
    }

    private void pollForEnd() {
        Uninterruptibly.run(() -> {
            while (isParentAlive.getAsBoolean()) {
                Thread.sleep(POLL_MILLIS);
            }
        });
    }

    /** A signal needs no safepoint, so it is preferred; {@code halt} waits for threads in long loops without one. */
    private static void endNow() {
        if (NativeLibrary.isReady()) {
            try {
                final OperatingSystem system = OperatingSystem.current();
                system.signal(system.openProcess((int) ProcessHandle.current().pid()), Signals.KILL);
            } catch (final OperatingSystemException e) {
                System.err.println("Couldn't end by a signal, so ends by halt: " + e.getMessage());
            }
        }
        Runtime.getRuntime().halt(ORPHANED_DAEMON);
    }
}
