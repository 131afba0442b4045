package io.tandem.testing;

import io.tandem.os.FutexResult;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does something between a thread's last look and its sleep, before the first sleep in a futex from now on, in the thread that is about
 * to sleep; and tells how that sleep ended. A sleep that lasts until its time is up has missed its signal, which slices would hide.
 */
public final class BeforeSleep implements AutoCloseable {
    private final AtomicInteger sleeps = new AtomicInteger();
    private final InterceptedSystem system;
    private volatile Object firstEnded;

    private BeforeSleep(final Runnable action) {
        system = InterceptedSystem.install(call -> {
            if (!call.name().equals("futexWait")) {
                return call.passOn();
            }
            final boolean first = sleeps.getAndIncrement() == 0;
            if (first) {
                action.run();
            }
            final Object result = call.passOn();
            if (first) {
                firstEnded = result;
            }
            return result;
        });
    }

    public static BeforeSleep run(final Runnable action) {
        return new BeforeSleep(action);
    }

    /** How often threads slept until now. */
    public int sleeps() {
        return sleeps.get();
    }

    /** Whether the first sleep was ended, or never began, since somebody has signalled. */
    public boolean wasSignalled() {
        return firstEnded != null && firstEnded != FutexResult.TIMED_OUT;
    }

    @Override
    public void close() {
        system.close();
    }
}
