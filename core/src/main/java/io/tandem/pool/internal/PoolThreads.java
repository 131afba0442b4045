package io.tandem.pool.internal;

import java.lang.ref.WeakReference;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Threads of this JVM that serve all its pools: one that looks at the time, and some for what may take long. None of them keeps the JVM up. */
final class PoolThreads {
    private static final System.Logger LOGGER = System.getLogger(PoolThreads.class.getName());
    private static final long IDLE_SECONDS = 5;

    private PoolThreads() {}

    private static ThreadFactory daemons(final String name) {
        final AtomicLong count = new AtomicLong();
        return work -> {
            final Thread thread = new Thread(work, name + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Runs what depends on results, and what starts or waits for processes. */
    static Executor helpers() {
        return Helpers.INSTANCE;
    }

    /** Runs something short later. */
    @SuppressWarnings("FutureReturnValueIgnored") // what goes wrong in it is logged there
    static void after(final long nanos, final Runnable action) {
        Timer.INSTANCE.schedule(() -> guarded(action), nanos, TimeUnit.NANOSECONDS);
    }

    /** The same for something that may be garbage by then, which isn't kept for it. */
    static <T> void after(final long nanos, final T what, final Consumer<T> action) {
        final WeakReference<T> reference = new WeakReference<>(what);
        after(nanos, () -> {
            final T still = reference.get();
            if (still != null) {
                action.accept(still);
            }
        });
    }

    private static void guarded(final Runnable action) {
        try {
            action.run();
        } catch (final RuntimeException | Error e) {
            LOGGER.log(System.Logger.Level.ERROR, "Something that a pool was to do by now failed.", e);
        }
    }

    private static final class Helpers {
        static final Executor INSTANCE = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                daemons("tandem-pool-helper-"));
    }

    private static final class Timer {
        static final ScheduledThreadPoolExecutor INSTANCE = make();

        private static ScheduledThreadPoolExecutor make() {
            final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, daemons("tandem-pool-timer-"));
            timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
            timer.allowCoreThreadTimeOut(true);
            return timer;
        }
    }
}
