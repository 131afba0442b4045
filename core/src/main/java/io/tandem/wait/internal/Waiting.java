package io.tandem.wait.internal;

import io.tandem.os.OperatingSystem;
import io.tandem.wait.WaitPolicy;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The one loop that waits: spins for a budget, then sleeps in slices, each of which looks at the condition itself.
 *
 * <p>Platform threads sleep in a futex; virtual threads are parked, and never hold their carrier. Without the native library
 * (it is loading, or can't be loaded) threads are parked for a millisecond at a time. With one processor nothing spins.
 */
public final class Waiting {
    /** No deadline. */
    public static final long FOREVER = Long.MAX_VALUE;

    /** The longest sleep, and the time between close looks. */
    static final long SLICE_NANOS = OperatingSystem.longestSleep().toNanos();
    /** The longest sleep while nobody can be relied on to end it. */
    static final long SHORT_SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** How long a virtual thread spins without leaving its carrier for certain. */
    private static final long VIRTUAL_SPIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final long FIRST_PARK_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final int LOOKS_PER_CLOCK = 16;

    private Waiting() {}

    /**
     * What is waited for; may throw to end the wait, such as when the peer died or the handle was closed. Once it held, it
     * isn't looked at again, and the wait returns true whatever else happens: so it may take what it waits for.
     */
    @FunctionalInterface
    public interface Condition {
        /**
         * Processor pauses before each look at a word that others write all the time. Measured: with 16 two processes under one lock
         * get three times as much done as with 1; with 256 five times, but then a lock that is free may stay so for microseconds.
         */
        int PAUSES_OF_RIVALS = 16;

        /** {@return whether the wait is over} Looked at often: cheap at first, {@code slow} once per slice. */
        boolean holds(boolean slow);

        /** {@return how many processor pauses a spinning thread makes before each look} More where a look slows the others down. */
        default int pausesBetweenLooks() {
            return 1;
        }
    }

    /**
     * Waits until a condition holds.
     *
     * <p>Try the operation itself first: this is the slow path. It allocates nothing once the thread has slept before.
     *
     * @param policy       how.
     * @param target       signalled when the condition may have changed: an {@link EventSource}, as a rule.
     * @param condition    looked at before, between and after sleeps; {@code slow} is true for checks that cost a system call
     *                     (is the peer alive?): before the first sleep unless this was looked at closely just before, then
     *                     every 50 ms, at once when this JVM saw a process die, and in the last look before the time is up.
     * @param timeoutNanos to wait at most; {@link #FOREVER} for no limit; 0 or less only looks.
     * @return whether the condition holds; false when the time is up.
     * @throws InterruptedException if this thread is interrupted before or during the wait.
     */
    public static boolean await(
            final WaitPolicy policy, final SleepTarget target, final Condition condition, final long timeoutNanos)
            throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (condition.holds(false)) {
            return true;
        }
        if (timeoutNanos <= 0) {
            return condition.holds(true);
        }
        return spinThenSleep(policy, target, condition, timeoutNanos, System.nanoTime());
    }

    /**
     * Waits until a condition holds, whatever interrupts it; an interruption is kept for later.
     *
     * @param policy       how.
     * @param target       as in {@link #await}.
     * @param condition    as in {@link #await}.
     * @param timeoutNanos as in {@link #await}.
     * @return whether the condition holds; false when the time is up.
     */
    public static boolean awaitUninterruptibly(
            final WaitPolicy policy, final SleepTarget target, final Condition condition, final long timeoutNanos) {
        if (condition.holds(false)) {
            return true;
        }
        if (timeoutNanos <= 0) {
            return condition.holds(true);
        }
        long remaining = timeoutNanos;
        long start = System.nanoTime();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return spinThenSleep(policy, target, condition, remaining, start);
                } catch (final InterruptedException e) {
                    interrupted = true;
                    // The next round takes its start for now; its close look must be due all the same.
                    final long now = System.nanoTime();
                    remaining -= now - start;
                    start = now;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * A duration as this loop takes it.
     *
     * @param timeout any.
     * @return its nanoseconds; 0 for a negative one, {@link #FOREVER} for one of more than 292 years.
     */
    public static long nanos(final Duration timeout) {
        if (timeout.isNegative()) {
            return 0;
        }
        return timeout.compareTo(Duration.ofNanos(FOREVER)) >= 0 ? FOREVER : timeout.toNanos();
    }

    /**
     * A time-out of the JDK's kind as this loop takes it.
     *
     * @param timeout of any length.
     * @param unit    of it.
     * @return its nanoseconds; 0 for a negative one, {@link #FOREVER} for one of more than 292 years.
     */
    public static long nanos(final long timeout, final TimeUnit unit) {
        Objects.requireNonNull(unit, "the unit of the time-out");
        return timeout <= 0 ? 0 : unit.toNanos(timeout);
    }

    /**
     * What is left of a time-out.
     *
     * @param timeoutNanos at the start; {@link #FOREVER} stays so.
     * @param startNanos   when that was, by {@link System#nanoTime}.
     * @return its nanoseconds, 0 when the time is up.
     */
    public static long remaining(final long timeoutNanos, final long startNanos) {
        return timeoutNanos == FOREVER ? FOREVER : Math.max(0, timeoutNanos - (System.nanoTime() - startNanos));
    }

    private static boolean spinThenSleep(
            final WaitPolicy policy,
            final SleepTarget target,
            final Condition condition,
            final long timeoutNanos,
            final long start)
            throws InterruptedException {
        final WaitSite site = target.site();
        final long budget = spinBudget(policy, site);
        if (budget > 0 && spin(condition, Math.min(budget, timeoutNanos), start)) {
            site.spinningPaid();
            return true;
        }
        final boolean holds =
                sleep(target, site, condition, timeoutNanos, start, budget > 0 ? System.nanoTime() : start);
        if (budget > 0) {
            site.slept(System.nanoTime() - start);
        }
        return holds;
    }

    private static long spinBudget(final WaitPolicy policy, final WaitSite site) {
        if (policy == WaitPolicy.SLEEP || Processors.single()) {
            return 0;
        }
        return policy == WaitPolicy.SPIN ? FOREVER : site.spinNanos();
    }

    // Looks closely every slice, as sleepers do, which only a thread that spins for ever gets to.
    private static boolean spin(final Condition condition, final long budget, final long start)
            throws InterruptedException {
        final boolean virtual = VirtualThreads.isCurrent();
        final int pauses = condition.pausesBetweenLooks();
        long slowLook = start + SLICE_NANOS;
        long parked = start;
        int deaths = Deaths.seen();
        while (true) {
            for (int look = 0; look < LOOKS_PER_CLOCK; look++) {
                for (int pause = 0; pause < pauses; pause++) {
                    Thread.onSpinWait();
                }
                if (condition.holds(false)) {
                    return true;
                }
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            final long now = System.nanoTime();
            if (now - start >= budget) {
                return false;
            }
            if (now - slowLook >= 0 || deaths != Deaths.seen()) {
                slowLook = now + SLICE_NANOS;
                deaths = Deaths.seen();
                if (condition.holds(true)) {
                    return true;
                }
            }
            if (virtual) {
                // A yield may hand the carrier to none but this thread again, while others wait in another of its
                // queues.
                if (now - parked >= VIRTUAL_SPIN_NANOS) {
                    LockSupport.parkNanos(1);
                    parked = System.nanoTime();
                } else {
                    Thread.yield();
                }
            }
        }
    }

    private static boolean sleep(
            final SleepTarget target,
            final WaitSite site,
            final Condition condition,
            final long timeoutNanos,
            final long start,
            final long begin)
            throws InterruptedException {
        Processors.refresh(begin);
        final boolean virtual = VirtualThreads.isCurrent();
        long slowLook = site.nextSlowLook(start, SLICE_NANOS);
        int deaths = site.deathsSeen();
        long park = FIRST_PARK_NANOS;
        long now = begin;
        while (true) {
            final Sleeper sleeper = virtual || !Sleeper.canUseFutexes() ? null : Sleeper.ofThisThread();
            try {
                if (sleeper != null) {
                    sleeper.arm(target);
                }
                final int deathsNow = Deaths.seen();
                final long remaining = timeoutNanos - (now - start);
                final boolean slow = now - slowLook >= 0 || deathsNow != deaths || remaining <= 0;
                if (slow) {
                    slowLook = now + SLICE_NANOS;
                    deaths = deathsNow;
                    site.lookedSlowly(now, deathsNow);
                }
                if (condition.holds(slow)) {
                    return true;
                }
                if (remaining <= 0) {
                    return false;
                }
                if (sleeper != null) {
                    final long slice = target.signallersCanWake() ? SLICE_NANOS : SHORT_SLICE_NANOS;
                    sleeper.sleep(target, Math.min(remaining, slice), deathsNow);
                } else {
                    Sleeper.park(target, Math.min(remaining, park));
                    park = Math.min(park * 2, SHORT_SLICE_NANOS);
                }
                if (condition.holds(false)) {
                    return true;
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            } finally {
                if (sleeper != null) {
                    // What the thread slept on may be closed from now on, and its memory given back.
                    sleeper.letGo();
                }
            }
            now = System.nanoTime();
        }
    }
}
