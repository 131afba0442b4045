package io.tandem.process.internal;

import io.tandem.process.ChildProcess;
import io.tandem.segment.internal.ProcessRegistry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * All live children of this JVM, and what their lives mean for its own: it goes on while one that isn't a daemon lives,
 * and ends its daemons on its way out.
 */
public final class Children {
    /** How long a daemon may take to end by itself when this JVM does. */
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** How long the kernel and we may take to see the end of a killed one. */
    private static final long REAP_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Was never added: for asking. */
    private static final Thread NO_HOOK = new Thread("tandem-no-hook");

    private static final Children INSTANCE = new Children();

    private static final AtomicInteger COUNTER = new AtomicInteger();

    static final class Executor {
        /** Threads that bring a child's end to a close; none while nothing ends. */
        static final ThreadPoolExecutor ENDS = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, 100, TimeUnit.MILLISECONDS, new SynchronousQueue<>(), action -> {
                    final Thread thread = new Thread(null, action, "tandem-child-end", 0, false);
                    thread.setDaemon(true);
                    thread.setContextClassLoader(null);
                    return thread;
                });
    }

    private final Set<Child> live = new LinkedHashSet<>();
    private int awaited;
    private @Nullable Thread keeper;
    private boolean hooked;

    private Children() {}

    /** {@return the children that haven't ended} */
    public static List<ChildProcess> active() {
        final List<ChildProcess> handles = new ArrayList<>();
        for (final Child child : INSTANCE.snapshot()) {
            if (!child.hasEnded()) {
                handles.add(child.handle());
            }
        }
        return List.copyOf(handles);
    }

    /** Whether this JVM is on its way out, and starts no more children. */
    public static boolean isJvmEnding() {
        try {
            Runtime.getRuntime().removeShutdownHook(NO_HOOK);
            return false;
        } catch (final IllegalStateException e) { // as it says then
            return true;
        }
    }

    /** Has a child end whose work isn't wanted any more; see {@link Child#dismiss}. */
    public static void dismiss(final ChildProcess child) {
        ((ChildHandle) child).dismiss();
    }

    static int nextCount() {
        return COUNTER.incrementAndGet();
    }

    /** Makes everything ready for one more child that is about to be spawned. */
    static void expect(final boolean daemon) {
        INSTANCE.expectOne(daemon);
    }

    /** It won't come. */
    static void expectNoLonger(final boolean daemon) {
        INSTANCE.drop(daemon);
    }

    /** It has come. */
    static void started(final Child child) {
        INSTANCE.add(child);
    }

    /** It has come, and its start failed all the same. */
    static void forget(final Child child) {
        INSTANCE.removeUncounted(child);
    }

    /** It has ended. */
    static void ended(final Child child) {
        INSTANCE.remove(child);
    }

    /** Runs the rest of a child's end, which may take a while. */
    static void execute(final Runnable action) {
        Executor.ENDS.execute(action);
    }

    private synchronized List<Child> snapshot() {
        return List.copyOf(live);
    }

    private synchronized void expectOne(final boolean daemon) {
        if (!hooked) {
            try {
                ProcessRegistry.beforeExit(this::endDaemons);
            } catch (final IllegalStateException e) {
                throw new IllegalStateException("This JVM is shutting down: it can't start children any more.", e);
            }
            hooked = true;
        }
        if (daemon) {
            return;
        }
        if (keeper == null) {
            final Thread thread = new Thread(null, this::keepUp, "tandem-children-awaited", 0, false);
            thread.setDaemon(false);
            thread.setContextClassLoader(null);
            thread.start();
            keeper = thread;
        }
        awaited++;
    }

    private synchronized void drop(final boolean daemon) {
        if (!daemon) {
            awaited--;
            notifyAll();
        }
    }

    private synchronized void add(final Child child) {
        live.add(child);
    }

    private synchronized void removeUncounted(final Child child) {
        live.remove(child);
    }

    private synchronized void remove(final Child child) {
        live.remove(child);
        drop(child.isDaemon());
    }

    /** The keeper, a thread that isn't a daemon: while it runs, the JVM doesn't end by itself. */
    private synchronized void keepUp() {
        while (awaited > 0) {
            try {
                wait();
            } catch (final InterruptedException e) {
                continue; // nobody has this thread to interrupt it; the children still run
            }
        }
        keeper = null;
    }

    /** Before the JVM ends. What this misses, the end of the pipe to the child ends. */
    private void endDaemons() {
        final List<Child> daemons = new ArrayList<>(snapshot());
        daemons.removeIf(child -> !child.isDaemon());
        daemons.forEach(Child::dismiss);
        awaitEnds(daemons, GRACE_NANOS);
        daemons.forEach(Child::kill);
        awaitEnds(daemons, REAP_NANOS);
    }

    private static void awaitEnds(final List<Child> children, final long limitNanos) {
        final long start = System.nanoTime();
        for (final Child child : children) {
            try {
                child.await(limitNanos - (System.nanoTime() - start));
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt(); // a hook that is interrupted should hurry up
                return;
            }
        }
    }
}
