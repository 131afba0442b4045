package io.tandem.os;

import com.sun.jna.Native;
import io.tandem.TandemException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One daemon thread that waits for the ends of all watched processes. It polls duplicates of their descriptors, so that
 * the owner may close his, and have the number used again, at any time.
 */
final class ExitWatcher {
    private static final int EVENTS = 64;

    private record Watch(int descriptor, Runnable action) {}

    private static @Nullable ExitWatcher instance;

    private final int epoll = NativeCalls.check(LibC.epoll_create1(Platform.EPOLL_CLOEXEC), "epoll_create1", null);
    private final Map<Long, Watch> watches = new ConcurrentHashMap<>();
    private final AtomicLong tokens = new AtomicLong();

    private volatile @Nullable RuntimeException failed;

    private ExitWatcher() {}

    static void watch(final int descriptor, final Runnable action) {
        instance().add(descriptor, action);
    }

    /** Not in a static initializer: a failure, such as no more descriptors, must be able to pass. */
    private static synchronized ExitWatcher instance() {
        ExitWatcher watcher = instance;
        if (watcher == null) {
            watcher = new ExitWatcher();
            final Thread thread = new Thread(null, watcher::run, "tandem-exit-watcher", 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            thread.start();
            instance = watcher;
        }
        return watcher;
    }

    private void add(final int descriptor, final Runnable action) {
        final RuntimeException earlier = failed;
        if (earlier != null) {
            throw new TandemException(
                    "Exits of processes can't be watched since epoll failed: something closed a descriptor that isn't"
                            + " its own.",
                    earlier);
        }
        final int own = Descriptors.duplicate(descriptor);
        final long token = tokens.incrementAndGet();
        watches.put(token, new Watch(own, action));
        final int size = NativeCalls.platform().epollEventSize;
        try (NativeMemory event = new NativeMemory(size)) {
            event.bytes().putInt(0, Platform.EPOLLIN).putLong(NativeCalls.platform().epollEventData, token);
            NativeCalls.check(
                    LibC.epoll_ctl(epoll, Platform.EPOLL_CTL_ADD, own, event.address()), "epoll_ctl(ADD)", null);
        } catch (final RuntimeException failure) {
            watches.remove(token);
            Descriptors.close(own);
            throw failure;
        }
    }

    private void run() {
        final int size = NativeCalls.platform().epollEventSize;
        final int data = NativeCalls.platform().epollEventData;
        try (NativeMemory events = new NativeMemory(EVENTS * size)) {
            final ByteBuffer bytes = events.bytes();
            while (true) {
                final int count = LibC.epoll_wait(epoll, events.address(), EVENTS, -1);
                if (count == -1) {
                    final int errno = Native.getLastError();
                    if (errno != Errno.EINTR) {
                        throw Failures.of("epoll_wait", null, errno);
                    }
                }
                for (int i = 0; i < count; i++) {
                    ended(bytes.getLong(i * size + data));
                }
            }
        } catch (final RuntimeException failure) {
            failed = failure;
            log("Exits of processes can't be watched any more.", failure);
        }
    }

    private void ended(final long token) {
        final Watch watch = watches.remove(token);
        if (watch == null) {
            return;
        }
        // Removed by name: a duplicate of it in a forked process would keep it in the set.
        try (NativeMemory event = new NativeMemory(NativeCalls.platform().epollEventSize)) {
            LibC.epoll_ctl(epoll, Platform.EPOLL_CTL_DEL, watch.descriptor(), event.address());
        }
        try {
            Descriptors.close(watch.descriptor());
        } catch (final OperatingSystemException failure) {
            log("A descriptor that watched a process can't be closed.", failure);
        }
        try {
            watch.action().run();
        } catch (final Throwable failure) { // whatever it is: the other processes' ends must still be told
            log("An action at the end of a process failed.", failure);
        }
    }

    private static void log(final String message, final Throwable failure) {
        System.getLogger(ExitWatcher.class.getName()).log(System.Logger.Level.ERROR, message, failure);
    }
}
