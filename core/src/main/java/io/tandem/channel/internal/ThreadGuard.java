package io.tandem.channel.internal;

import io.tandem.os.AsymmetricFence;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thread at a time into one direction of one end, and refuses a second. One compare-and-set per call. Once sealed it
 * lets nobody in: whoever closes an end or hands it over seals it first, so that no thread of this process can still write
 * to a ring that somebody else has attached.
 */
public final class ThreadGuard {
    private static final VarHandle USER;
    private static final Thread SEAL = new Thread("sealed");
    private static final Thread LOOKER = new Thread("looking");

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

    /** How often the thread inside has entered again; used by that thread alone. */
    private int again;

    /**
     * Guards a direction.
     *
     * @param what is done there, for messages: {@code "send on"}.
     */
    public ThreadGuard(final String what) {
        this.what = what;
    }

    /** Enters; false if another thread is inside, or it is sealed. One that only looks is waited for. */
    public boolean tryEnter() {
        return USER.compareAndSet(this, null, Thread.currentThread()) || tryInsteadOfLooker(Thread.currentThread());
    }

    /** Enters for a moment, to look whether a call would have something to do; false if somebody is inside, or it is sealed. */
    boolean tryLook() {
        return USER.compareAndSet(this, null, LOOKER);
    }

    private boolean tryInsteadOfLooker(final Thread thread) {
        while (USER.getVolatile(this) == LOOKER) {
            Thread.onSpinWait();
            if (USER.compareAndSet(this, null, thread)) {
                return true;
            }
        }
        return USER.compareAndSet(this, null, thread);
    }

    /** Enters, also from inside, for raw calls: a handler may call, and a claim counts until it ends. Says why not. */
    void enter() {
        if (isHeldByCurrentThread()) {
            again++;
        } else if (!tryEnter()) {
            throw misuse();
        }
    }

    /** Leaves. A flag that is looked at afterwards, such as a closer's, isn't looked at before: see {@link LastOut}. */
    public void exit() {
        if (again > 0) {
            again--;
        } else {
            USER.setRelease(this, null);
            AsymmetricFence.light();
        }
    }

    /** Lets nobody in any more; false if a thread is inside. */
    public boolean seal() {
        return USER.compareAndSet(this, null, SEAL) || USER.getVolatile(this) == SEAL || tryInsteadOfLooker(SEAL);
    }

    void unseal() {
        USER.compareAndSet(this, SEAL, null);
    }

    public boolean isHeldByCurrentThread() {
        return USER.getVolatile(this) == Thread.currentThread();
    }

    /** What a thread that can't enter is told, unless it was sealed. */
    IllegalStateException misuse() {
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
