package io.tandem.manager.internal;

import io.tandem.wait.internal.Uninterruptibly;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The lock of one object in the server. A thread that would close a ring of threads, each of which waits for what the next one holds, is refused: in
 * the server, that ring would take its objects away from all clients for good.
 */
final class Guard {
    /** What each thread waits for. Guarded by itself. */
    private static final Map<Thread, Guard> WAITING = new HashMap<>();

    private final ReentrantLock lock = new ReentrantLock();
    /** Written by who holds the lock. Plain: an owner that a ring needs waits itself, and has come through the monitor after it wrote this. */
    private @Nullable Thread owner;

    /**
     * Acquires, waiting for as long as it takes; an interrupt is kept.
     *
     * @param what for messages.
     */
    void enter(final Object what) {
        if (lock.tryLock()) {
            owner = Thread.currentThread();
        } else {
            Uninterruptibly.run(() -> enterInterruptibly(what));
        }
    }

    void enterInterruptibly(final Object what) throws InterruptedException {
        if (!lock.tryLock()) {
            waitFor(what);
        }
        owner = Thread.currentThread();
    }

    /** Gives up when it takes too long; so it is no part of a ring. */
    boolean enter(final long nanos) throws InterruptedException {
        if (!lock.tryLock(nanos, TimeUnit.NANOSECONDS)) {
            return false;
        }
        owner = Thread.currentThread();
        return true;
    }

    void exit() {
        if (lock.getHoldCount() == 1) {
            owner = null;
        }
        lock.unlock();
    }

    private void waitFor(final Object what) throws InterruptedException {
        final Thread self = Thread.currentThread();
        synchronized (WAITING) {
            WAITING.put(self, this);
            if (closesRing(self)) {
                WAITING.remove(self);
                throw new IllegalStateException(
                        "To wait for " + what + " here would never end: who holds it waits for what this call holds."
                                + " Where calls need several objects at once, let them be taken in one order everywhere, or take all of them under one.");
            }
        }
        try {
            lock.lockInterruptibly();
        } finally {
            synchronized (WAITING) {
                WAITING.remove(self);
            }
        }
    }

    private boolean closesRing(final Thread self) {
        final Set<Guard> seen = new HashSet<>();
        Guard next = this;
        while (next != null && seen.add(next)) {
            final Thread holder = next.owner;
            if (holder == self) {
                return true;
            }
            next = holder == null ? null : WAITING.get(holder);
        }
        return false;
    }
}
