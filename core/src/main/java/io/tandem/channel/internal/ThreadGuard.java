package io.tandem.channel.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** Refuses a second thread in one direction of one end. One compare-and-set per call. */
final class ThreadGuard {
    private static final VarHandle USER;

    static {
        try {
            USER = MethodHandles.lookup().findVarHandle(ThreadGuard.class, "user", Thread.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final String what;

    @SuppressWarnings("unused") // through the handle
    private @Nullable Thread user;

    /**
     * Guards a direction.
     *
     * @param what is done there, for messages: {@code "send on"}.
     */
    ThreadGuard(final String what) {
        this.what = what;
    }

    void enter() {
        if (!USER.compareAndSet(this, null, Thread.currentThread())) {
            throw misuse();
        }
    }

    boolean tryEnter() {
        return USER.compareAndSet(this, null, Thread.currentThread());
    }

    void exit() {
        USER.setRelease(this, null);
    }

    private IllegalStateException misuse() {
        final Thread current = Thread.currentThread();
        final Thread other = (Thread) USER.getVolatile(this);
        if (other == current) {
            return new IllegalStateException("Thread " + name(current) + " tried to " + what
                    + " a connection from inside of its own call there: a codec or a handler must not.");
        }
        return new IllegalStateException(
                "Thread " + name(current) + " tried to " + what + " a connection while thread "
                        + (other == null ? "(just gone)" : name(other))
                        + " does. One thread at a time sends, and one receives: give each its own pipe, or lock around the calls.");
    }

    private static String name(final Thread thread) {
        return "\"" + thread.getName() + "\"";
    }
}
