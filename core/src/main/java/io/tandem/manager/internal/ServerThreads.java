package io.tandem.manager.internal;

import io.tandem.channel.CorruptQueueException;
import io.tandem.codec.CorruptMessageException;
import io.tandem.os.OperatingSystemException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a server. One, the leader, takes calls and executes each itself, so that a quick one costs no change of threads. Another one, the
 * deputy, watches it; when the leader doesn't come back from a call, the deputy leads, and the old leader steps back when its call is over.
 * The rest are in calls that take long, or wait to become the deputy.
 */
final class ServerThreads {
    private static final System.Logger LOGGER = System.getLogger(ServerThreads.class.getName());

    /** So long a leader may be in a call. */
    private static final long PATIENCE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    /** Between two looks of the deputy while there are calls. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** So many looks without a call, and the deputy sleeps until one wakes it. */
    private static final int LOOKS = 50;

    /** Of the deputy, which a call ends. */
    private static final long ASLEEP_NANOS = TimeUnit.MINUTES.toNanos(10);

    /** A call that takes so long may be one that waits for something. */
    private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Server server;
    private final int most;
    private final AtomicReference<@Nullable ServerThread> leader = new AtomicReference<>();
    private final AtomicReference<@Nullable Thread> deputy = new AtomicReference<>();
    /** The deputy sleeps, and is to be woken when a call begins. */
    private volatile boolean deputySleeps;

    private final List<ServerThread> all = new CopyOnWriteArrayList<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger names = new AtomicInteger();
    /** Those that neither lead, nor watch, nor execute. */
    private final AtomicInteger spare = new AtomicInteger();

    private final Semaphore wanted = new Semaphore(0);
    /** Of threads that have ended. */
    private final LongAdder formerCalls = new LongAdder();

    private volatile boolean stopping;

    ServerThreads(final Server server, final int most) {
        this.server = server;
        this.most = most;
    }

    /** Begins to take calls. */
    void start() {
        add();
        add();
    }

    /** One more, if there may be. */
    private void add() {
        if (stopping || count.get() >= most) {
            return;
        }
        if (count.incrementAndGet() > most) {
            count.decrementAndGet();
            return;
        }
        boolean started = false;
        try {
            new ServerThread().start();
            started = true;
        } catch (final OutOfMemoryError e) { // there are others, and one that ends tries again
            LOGGER.log(Level.WARNING, "No thread more can be had for calls of " + server + ".", e);
        } finally {
            if (!started) {
                count.decrementAndGet();
            }
        }
    }

    int count() {
        return count.get();
    }

    int running() {
        return (int) all.stream().filter(each -> each.since != 0).count();
    }

    long calls() {
        return all.stream().mapToLong(each -> each.calls).sum() + formerCalls.sum();
    }

    /** Takes no more calls; waits for those that run, for a limited time. */
    void stop(final long nanos) throws InterruptedException {
        stopping = true;
        server.address().calls().close(); // wakes who waits there
        wanted.release(most);
        final long start = System.nanoTime();
        for (final ServerThread each : all) {
            if (each != Thread.currentThread()) {
                LockSupport.unpark(each);
                each.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos - (System.nanoTime() - start))));
            }
        }
    }

    /** Whether all threads are in calls, for longer than a quick one takes, so that nobody takes others. */
    boolean isExhausted() {
        final ServerThread current = leader.get();
        return count.get() >= most
                && deputy.get() == null
                && current != null
                && current.since != 0
                && System.nanoTime() - current.since > LONG_NANOS;
    }

    /** Interrupts a call, if it is being executed. */
    void interrupt(final long line, final long number) {
        for (final ServerThread each : all) {
            each.interruptIf(line, number);
        }
    }

    /** Interrupts the calls of processes that are dead, if their methods say that they may be: all others are finished, so that nothing is half done. */
    void interruptCallsOf(final List<Integer> dead) {
        for (final ServerThread each : all) {
            final long line = each.line;
            if (line != 0 && each.isInterruptible && dead.contains(Clients.process(line))) {
                each.interruptIf(line, each.number);
            }
        }
    }

    private final class ServerThread extends Thread implements Decoding {
        private final Execution execution = new Execution(server);
        /** When it began what it does, or 0 while it does nothing. */
        volatile long since;

        volatile long calls;
        private long ownCalls;
        /** The call that is being executed. Changed under this object's monitor. */
        volatile long line;

        volatile long number;
        volatile boolean isInterruptible;

        ServerThread() {
            super("tandem-manager-" + names.incrementAndGet());
        }

        @Override
        public void run() {
            all.add(this);
            try {
                while (!stopping && (leader.get() == this || leader.compareAndSet(null, this) || await())) {
                    lead();
                }
            } finally {
                leader.compareAndSet(this, null);
                all.remove(this);
                formerCalls.add(calls);
                count.decrementAndGet();
                if (deputy.get() == null) {
                    add();
                }
            }
        }

        private void lead() {
            try {
                while (!stopping && leader.get() == this) {
                    final Call call = server.address().calls().poll(IDLE_NANOS, TimeUnit.NANOSECONDS);
                    if (call != null) {
                        begin(call);
                        try {
                            execution.handle(call);
                        } finally {
                            end();
                        }
                    }
                }
            } catch (final InterruptedException e) {
                // by a call that has left it so, and it goes on
            } catch (final CorruptQueueException e) { // none will come out of it any more
                LOGGER.log(Level.ERROR, server + " can't go on.", e);
                Runtime.getRuntime().halt(1);
            } catch (final CorruptMessageException | OperatingSystemException e) { // of one message alone
                LOGGER.log(Level.WARNING, "A message to " + server + " can't be read.", e);
            } catch (final RuntimeException | Error e) { // whatever it is: the server goes on
                if (stopping) {
                    return;
                }
                LOGGER.log(Level.ERROR, "Something in " + server + " failed.", e);
                LockSupport.parkNanos(this, LOOK_NANOS);
            } finally {
                since = 0;
            }
        }

        /** Code of users runs from now on, and may take long. */
        @Override
        public void decodes() {
            if (since == 0) {
                since = System.nanoTime() | 1;
                if (deputySleeps) {
                    LockSupport.unpark(deputy.get());
                }
            }
        }

        private void begin(final Call call) {
            decodes();
            calls = ++ownCalls;
            if (call.kind == CallDescriptor.CALL) {
                synchronized (this) {
                    line = call.line;
                    number = call.number;
                    isInterruptible = call.isInterruptible;
                }
            }
        }

        private void end() {
            synchronized (this) {
                line = 0;
            }
            Thread.interrupted(); // what was meant for the call is over with it
            since = 0;
        }

        synchronized void interruptIf(final long whose, final long which) {
            if (line == whose && number == which) {
                interrupt();
            }
        }

        /** Until it leads; false when it isn't needed any more. */
        private boolean await() {
            spare.incrementAndGet();
            try {
                while (!deputy.compareAndSet(null, this)) {
                    boolean called = false;
                    try {
                        called = wanted.tryAcquire(IDLE_NANOS, TimeUnit.NANOSECONDS);
                    } catch (final InterruptedException e) {
                        // of a call that is over
                    }
                    if (stopping || !called && deputy.get() != null) {
                        return false;
                    }
                }
            } finally {
                spare.decrementAndGet();
            }
            try {
                return watch();
            } finally {
                deputy.set(null);
                if (spare.get() > 0) {
                    wanted.release();
                } else {
                    add();
                }
            }
        }

        private boolean watch() {
            long seen = 0;
            int looks = LOOKS;
            while (!stopping) {
                final ServerThread current = leader.get();
                if (current == null) {
                    if (leader.compareAndSet(null, this)) {
                        return true;
                    }
                    continue;
                }
                final long since = current.since;
                if (since != 0 && System.nanoTime() - since > PATIENCE_NANOS) {
                    if (leader.compareAndSet(current, this)) {
                        return true;
                    }
                    continue;
                }
                looks = current.calls == seen ? Math.max(0, looks - 1) : LOOKS;
                seen = current.calls;
                if (looks > 0 || since != 0) {
                    LockSupport.parkNanos(this, LOOK_NANOS);
                } else {
                    sleep(current);
                    looks = 1;
                }
            }
            return false;
        }

        private void sleep(final ServerThread watched) {
            deputySleeps = true;
            try {
                if (watched.since == 0 && leader.get() == watched && !stopping) {
                    LockSupport.parkNanos(this, ASLEEP_NANOS);
                }
            } finally {
                deputySleeps = false;
            }
        }
    }
}
