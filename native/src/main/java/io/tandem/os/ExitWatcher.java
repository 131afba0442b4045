package io.tandem.os;

import io.tandem.TandemException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One daemon thread that waits for the ends of all watched processes. It polls duplicates of their descriptors, so that
 * the owner may close his, and have the number used again, at any time.
 *
 * <p>The thread outlives everything but the loss of its epoll descriptor: what fails for want of memory is tried again, since
 * an end that wasn't handled is told again by the kernel.
 */
final class ExitWatcher {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final Step CLOSE = watch -> Descriptors.close(watch.descriptor());
    private static final Step ACT = watch -> watch.action().run();

    /** What is done for a process that has ended. Made beforehand, so that it needs no memory then. */
    @FunctionalInterface
    private interface Step {
        void take(Watch watch);
    }

    private record Watch(int descriptor, Runnable action) {}

    private static @Nullable ExitWatcher instance;

    private final Epoll epoll;
    private final Step remove = this::remove;
    private final Map<Long, Watch> watches = new ConcurrentHashMap<>();
    private final AtomicLong tokens = new AtomicLong();

    private volatile @Nullable RuntimeException failed;

    ExitWatcher(final Epoll epoll) {
        this.epoll = epoll;
    }

    static void watch(final int descriptor, final Runnable action) {
        instance().add(descriptor, action);
    }

    /** Not in a static initializer: a failure, such as no more descriptors, must be able to pass. */
    private static synchronized ExitWatcher instance() {
        ExitWatcher watcher = instance;
        if (watcher == null) {
            final Epoll epoll = new Epoll();
            try {
                watcher = new ExitWatcher(epoll);
                final Thread unused = watcher.start();
            } catch (final Throwable failure) {
                epoll.close();
                throw failure;
            }
            instance = watcher;
        }
        return watcher;
    }

    Thread start() {
        final Thread thread = new Thread(null, this::run, "tandem-exit-watcher", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
        return thread;
    }

    void add(final int descriptor, final Runnable action) {
        final RuntimeException earlier = failed;
        if (earlier != null) {
            throw new TandemException(
                    "Exits of processes can't be watched since epoll failed: something closed a descriptor that isn't"
                            + " its own.",
                    earlier);
        }
        final int own = Descriptors.duplicate(descriptor);
        final long token = tokens.incrementAndGet();
        try {
            watches.put(token, new Watch(own, action));
            epoll.add(own, token);
        } catch (final Throwable failure) {
            watches.remove(token);
            Descriptors.close(own);
            throw failure;
        }
    }

    private void run() {
        while (failed == null) {
            try {
                final int count = epoll.await();
                for (int i = 0; i < count; i++) {
                    ended(epoll.token(i));
                }
            } catch (final OperatingSystemException failure) {
                failed = failure;
                log("Exits of processes can't be watched any more.", failure);
            } catch (final Throwable failure) { // no memory, mostly: there may be some soon
                log("Watching the exits of processes failed, and goes on.", failure);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Each step is done whatever becomes of the one before; nothing has happened yet if the first one fails. */
    private void ended(final long token) {
        final Watch watch = watches.remove(token);
        if (watch == null) {
            return;
        }
        attempt("A process that ended can't be removed from what is watched.", watch, remove);
        attempt("A descriptor that watched a process can't be closed.", watch, CLOSE);
        attempt("An action at the end of a process failed.", watch, ACT);
    }

    private void remove(final Watch watch) {
        epoll.remove(watch.descriptor());
    }

    private static void attempt(final String otherwise, final Watch watch, final Step step) {
        try {
            step.take(watch);
        } catch (final Throwable failure) { // whatever it is: the other processes' ends must still be told
            log(otherwise, failure);
        }
    }

    private static void log(final String message, final Throwable failure) {
        try {
            System.getLogger(ExitWatcher.class.getName()).log(System.Logger.Level.ERROR, message, failure);
        } catch (final Throwable another) {
            failure.addSuppressed(another); // without memory even that fails, and the watching must go on
        }
    }
}
