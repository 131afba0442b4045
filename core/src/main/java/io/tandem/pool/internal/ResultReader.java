package io.tandem.pool.internal;

import io.tandem.os.FutexWords;
import io.tandem.wait.WaitPolicy;
import io.tandem.wait.internal.ArmedWords;
import io.tandem.wait.internal.EventSource;
import io.tandem.wait.internal.LocalEvent;
import io.tandem.wait.internal.SleepTarget;
import io.tandem.wait.internal.WaitSite;
import io.tandem.wait.internal.Waiting;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads results by whichever thread waits for one: the leader sleeps on the workers' queues and enters whatever comes, until its
 * own is there; the others, its followers, are woken by their own result or by its leaving. So a result comes to its waiter without
 * a change of threads. While nobody waits and tasks are under way, a thread of the pool leads.
 */
final class ResultReader {
    private static final System.Logger LOGGER = System.getLogger(ResultReader.class.getName());
    private static final int SPINS_BEFORE_PARK = 200;
    private static final long FOLLOWERS_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long BACKGROUND_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long BACKGROUND_LEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** How long the pool's own thread stays when there is nothing to wait for. */
    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final PoolCore core;
    private final AtomicReference<@Nullable Thread> leader = new AtomicReference<>();
    private final AtomicInteger callers = new AtomicInteger();
    private final Queue<Thread> followers = new ConcurrentLinkedQueue<>();
    /** For the leader: there is something else than a result. */
    private final LocalEvent attention = new LocalEvent();

    private final Lead lead = new Lead();

    ResultReader(final PoolCore core) {
        this.core = core;
    }

    /**
     * Waits until something is settled by results, reading them meanwhile.
     *
     * @param settled looked at often.
     * @return false when the time is up.
     */
    boolean await(final BooleanSupplier settled, final long nanos) throws InterruptedException {
        if (settled.getAsBoolean()) {
            return true;
        }
        final long start = System.nanoTime();
        callers.incrementAndGet();
        try {
            while (!settled.getAsBoolean()) {
                final long left = Waiting.remaining(nanos, start);
                if (left <= 0) {
                    return settled.getAsBoolean();
                }
                if (leader.get() == Thread.currentThread()) { // something that depends on what it has told waits itself
                    new Lead().run(settled, left);
                } else if (!tryLead(settled, left)) {
                    follow(settled, left);
                }
            }
            return true;
        } finally {
            callers.decrementAndGet();
        }
    }

    private boolean tryLead(final BooleanSupplier until, final long nanos) throws InterruptedException {
        if (!leader.compareAndSet(null, Thread.currentThread())) {
            return false;
        }
        try {
            lead.run(until, nanos);
        } finally {
            lead.forget();
            leader.set(null);
            final Thread next = followers.peek();
            if (next != null) {
                LockSupport.unpark(next);
            }
        }
        return true;
    }

    private void follow(final BooleanSupplier settled, final long nanos) throws InterruptedException {
        attention.signal(); // the pool's own thread gives way to a caller
        for (int i = 0; i < SPINS_BEFORE_PARK; i++) {
            if (settled.getAsBoolean() || leader.get() == null) {
                return;
            }
            Thread.onSpinWait();
        }
        final Thread self = Thread.currentThread();
        followers.add(self);
        try {
            if (!settled.getAsBoolean() && leader.get() != null) {
                LockSupport.parkNanos(this, Math.min(nanos, FOLLOWERS_LOOK_NANOS));
            }
        } finally {
            followers.remove(self);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** Makes those that wait look again: workers have come or gone, or something was settled otherwise than by a result. */
    void disturb() {
        attention.signal();
        followers.forEach(LockSupport::unpark);
    }

    /** Wakes who follows, after results were entered that may be theirs. */
    private void wakeFollowers() {
        if (!followers.isEmpty()) {
            followers.forEach(LockSupport::unpark);
        }
    }

    /** A thread of the pool, which keeps the JVM up while tasks are under way. */
    Thread background(final String name) {
        final Thread thread = new Thread(this::readInBackground, name);
        thread.setDaemon(false);
        return thread;
    }

    private void readInBackground() {
        long idleSince = System.nanoTime();
        while (true) {
            try {
                if (callers.get() > 0 || !tryLead(() -> callers.get() > 0, BACKGROUND_LEAD_NANOS)) {
                    LockSupport.parkNanos(this, BACKGROUND_PARK_NANOS);
                }
            } catch (final InterruptedException e) {
                // Nobody has a reason to interrupt it, and it goes on.
            } catch (final RuntimeException | Error e) { // whatever it is: without this thread the pool stands still
                LOGGER.log(System.Logger.Level.ERROR, "Something that a worker has answered couldn't be entered.", e);
                LockSupport.parkNanos(this, BACKGROUND_PARK_NANOS);
            }
            final long now = System.nanoTime();
            if (core.isBusy()) {
                idleSince = now;
            } else if (now - idleSince > LINGER_NANOS && core.backgroundEnds()) {
                return;
            }
        }
    }

    /** What the leader does. */
    private final class Lead implements Waiting.Condition, SleepTarget {
        private final WaitSite site = new WaitSite();
        private Worker[] workers = {};
        private BooleanSupplier until = () -> true;
        private boolean allArmed;

        void run(final BooleanSupplier settled, final long nanos) throws InterruptedException {
            until = settled;
            final long start = System.nanoTime();
            while (!settled.getAsBoolean()) {
                workers = core.snapshot();
                final long left = Waiting.remaining(nanos, start);
                if (left <= 0 || !Waiting.await(WaitPolicy.SPIN_THEN_SLEEP, this, this, left)) {
                    return;
                }
                for (final Worker worker : workers) {
                    core.read(worker);
                }
                wakeFollowers();
            }
        }

        /** Keeps nothing of what has ended meanwhile. */
        void forget() {
            until = () -> true;
            workers = new Worker[0];
        }

        @Override
        public boolean holds(final boolean slow) {
            if (until.getAsBoolean() || workers != core.snapshot()) {
                return true;
            }
            for (final Worker worker : workers) {
                if (worker.results.isReady()) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public WaitSite site() {
            return site;
        }

        @Override
        public void arm(final ArmedWords words) {
            words.add(attention.word());
            allArmed = true;
            for (final Worker worker : workers) {
                if (words.size() < FutexWords.MAX_WORDS) {
                    words.add(((EventSource) worker.results).event());
                } else {
                    allArmed = false;
                }
            }
        }

        @Override
        public boolean signallersCanWake() {
            if (!allArmed) {
                return false;
            }
            for (final Worker worker : workers) {
                if (!((EventSource) worker.results).signallersCanWake()) {
                    return false;
                }
            }
            return true;
        }
    }
}
