package io.tandem.testing;

import io.tandem.os.OperatingSystem;
import io.tandem.segment.internal.SharedBuffers;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.agrona.concurrent.AtomicBuffer;

/**
 * Lets the thread that makes it die before its n-th step, where every write to shared memory and every call to the
 * operating system that changes something is a step: by a {@link CrashSignal} from then on at every step, so that no
 * clean-up of the dead runs; or by an action, such as halting. Only buffers made in between are watched. Ends when closed: the rest of the thread is
 * somebody else, a survivor.
 */
public final class CrashPoint implements AutoCloseable {
    /** Calls that change nothing which outlives this process. */
    private static final Set<String> NO_STEPS = Set.of(
            "userId",
            "processors",
            "usableSpace",
            "status",
            "list",
            "read",
            "readText",
            "readLink",
            "isDescriptorLocked",
            "openDescriptor",
            "closeDescriptor");

    private static final int SIGKILL = 9;

    /** Null for all threads. */
    private volatile Thread victim = Thread.currentThread();

    private volatile long deadly;
    private final Runnable death;
    private final InterceptedSystem system;
    private final UnaryOperator<AtomicBuffer> realDecorator;
    private long steps;
    private volatile boolean active = true;

    private CrashPoint(final long deadly, final Runnable death) {
        this.deadly = deadly;
        this.death = death;
        realDecorator = SharedBuffers.decorate(buffer -> CrashingBuffer.around(buffer, this));
        system = InterceptedSystem.install(this::call);
    }

    /** Dies before this step; the first is 1. */
    public static CrashPoint at(final long step) {
        return new CrashPoint(step, () -> {});
    }

    /** Does this before that step, instead of a signal: it should not return. */
    public static CrashPoint at(final long step, final Runnable death) {
        return new CrashPoint(step, death);
    }

    /** Counts, and never dies. */
    public static CrashPoint never() {
        return at(Long.MAX_VALUE);
    }

    /** Dies by a real SIGKILL to this JVM before that step. */
    public static CrashPoint killingAt(final long step) {
        final OperatingSystem system = OperatingSystem.current();
        final int self = system.openProcess((int) ProcessHandle.current().pid());
        return at(step, () -> {
            while (system.signal(self, SIGKILL)) {
                LockSupport.parkNanos(1_000_000);
            }
        });
    }

    /** Dies before so many more steps of this thread from now on: what was done until now is safe. */
    public void dieIn(final long more) {
        victim = Thread.currentThread();
        deadly = steps + more;
    }

    /** Dies before so many more steps of this process, whichever thread takes them. */
    public void dieAnywhereIn(final long more) {
        victim = null;
        deadly = steps + more;
    }

    /** How many steps were taken, the deadly one included. */
    public long steps() {
        return steps;
    }

    /** Whether the step was reached. */
    public boolean hasDied() {
        return steps >= deadly;
    }

    void step(final String what) {
        final Thread chosen = victim;
        if (active && (chosen == null || chosen == Thread.currentThread())) {
            count(what);
        }
    }

    private synchronized void count(final String what) {
        if (steps < deadly) {
            steps++;
        }
        if (steps == deadly) {
            death.run();
            throw new CrashSignal(deadly, what);
        }
    }

    @Override
    public void close() {
        active = false;
        system.close();
        SharedBuffers.decorate(realDecorator);
    }

    private Object call(final InterceptedSystem.Call call) throws Throwable {
        if (!NO_STEPS.contains(call.name())) {
            step(call.name());
        }
        return call.passOn();
    }
}
