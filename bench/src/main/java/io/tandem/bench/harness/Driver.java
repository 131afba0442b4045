package io.tandem.bench.harness;

import io.tandem.function.RemoteRunnable;
import io.tandem.os.CpuSet;
import io.tandem.os.OperatingSystem;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The first process's side of a run: starts the peer, leads it through slices, and notices when it dies or hangs. Used by
 * one thread.
 */
final class Driver implements AutoCloseable {
    private static final long WATCH_MILLIS = 100;

    private final Workplace workplace;
    private final Halt halt;
    private final Control control;
    private final Reference reference;
    private final PeerProcess peer;
    private final HeapMeter heap = new HeapMeter();
    private final RunQueue runQueue;
    private final long limitNanos;
    private final Seat seat;
    private final Cpus cpus;
    private final Thread driving = Thread.currentThread();
    private final Thread watchdog;
    private volatile long deadline;
    private volatile boolean watching = true;
    private int rooms;
    private long elapsed;
    private long allocated;
    private long waited;

    private Driver(final Workplace workplace, final Control control, final PeerProcess peer, final Duration limit)
            throws IOException {
        this.workplace = workplace;
        this.halt = workplace.halt();
        this.control = control;
        this.reference = new Reference(control, halt);
        this.peer = peer;
        this.runQueue = RunQueue.ofThisThread();
        this.cpus = workplace.cpus();
        this.seat = new Seat();
        this.limitNanos = limit.toNanos();
        this.deadline = System.nanoTime() + limitNanos;
        this.watchdog = new Thread(this::watch, "peer-watchdog");
    }

    /** Starts the peer. */
    static Driver start(final Workplace workplace, final RemoteRunnable peerTarget, final Plan plan)
            throws IOException {
        final Control control = Control.create(workplace);
        final PeerProcess peer = PeerProcess.start(workplace, peerTarget);
        try {
            if (workplace.cpus().bound()) {
                // Only now: what is spawned inherits it.
                OperatingSystem.current().affinity(CpuSet.of(workplace.cpus().first()));
            }
            final Driver driver = new Driver(workplace, control, peer, plan.limit());
            driver.watchdog.setDaemon(true);
            driver.watchdog.start();
            return driver;
        } catch (final IOException | RuntimeException e) {
            // Such as a processor that there isn't. Nobody else knows of the peer yet.
            peer.close();
            throw e;
        }
    }

    /** Asks why a subject can't be measured; null if it can. */
    @Nullable
    String missing(final Subject subject) {
        final AtomicReference<@Nullable String> why = new AtomicReference<>();
        guarded("looking for " + subject.name(), () -> why.set(subject.missing()));
        return why.get();
    }

    /** Has what is opened from now on lie in a directory of its own. */
    void enterRoom() {
        rooms++;
    }

    /** Opens both halves of a subject. */
    void open(final int index, final Subject subject) {
        guarded("opening " + subject.name(), () -> {
            subject.openFirst(workplace.room(rooms));
            control.command(Control.What.OPEN, index, rooms);
            control.awaitDone();
        });
    }

    /** Closes both halves, the peer's first. */
    void close(final int index, final Subject subject) {
        guarded("closing " + subject.name(), () -> {
            control.command(Control.What.CLOSE, index, 0);
            control.awaitDone();
            subject.close();
        });
    }

    /** Runs one slice. */
    void slice(final int index, final Subject subject, final int operations, final Laps laps, final int lapSize) {
        guarded("a slice of " + subject.name() + " with " + operations + " operations", () -> {
            final boolean together = subject.kind() != Subject.Kind.OPERATION && !subject.isElsewhere();
            if (subject.isElsewhere()) {
                control.command(Control.What.REST, index, 0);
                control.awaitDone();
            } else if (together) {
                control.command(Control.What.SLICE, index, operations);
                control.awaitBegun();
            }
            final Placement placement = together ? subject.placement() : Placement.ANYWHERE;
            seat.take(placement, placement.first(cpus));
            final long waitedBefore = runQueue.waitedNanos();
            final long allocatedBefore = heap.allocated();
            laps.start(lapSize);
            final long started = System.nanoTime();
            subject.first(operations, laps);
            final long allocatedAfter = heap.allocated();
            seat.leave(placement);
            if (together) {
                control.awaitDone();
            }
            elapsed = laps.wholeOr(System.nanoTime() - started);
            allocated = laps.allocatedOr(allocatedAfter - allocatedBefore);
            waited = runQueue.waitedNanos() - waitedBefore;
            if (together) {
                allocated = Math.max(allocated, control.peerAllocated());
                waited = Math.max(waited, control.peerWaited());
            }
        });
    }

    /** {@return how long the last slice took, in nanoseconds, from the start of the first half to the end of both} */
    long elapsed() {
        return elapsed;
    }

    /** {@return heap bytes of the last slice, in the process that took more, or in the one that told} */
    long allocated() {
        return allocated;
    }

    /** {@return nanoseconds of the last slice without a processor, in the process that lacked it longer} */
    long waited() {
        return waited;
    }

    /** Measures the reference. */
    void reference(final int roundTrips, final Laps laps) {
        guarded("the reference with " + roundTrips + " round trips", () -> {
            control.command(Control.What.REFERENCE, 0, roundTrips);
            control.awaitBegun();
            laps.start(Laps.LONG);
            reference.first(roundTrips, laps);
            control.awaitDone();
        });
    }

    /** Ends the peer in good order. */
    void end() {
        guarded("the end", () -> {
            control.command(Control.What.END, 0, 0);
            control.awaitDone();
        });
        watching = false;
        if (!peer.awaitEnd(TimeUnit.NANOSECONDS.toMillis(limitNanos))) {
            throw new BenchException("the peer didn't end when it was told to; " + peer.story());
        }
    }

    /** Ends the peer in any order. */
    @Override
    public void close() {
        watching = false;
        watchdog.interrupt();
        peer.close();
    }

    private void guarded(final String what, final Step step) {
        deadline = System.nanoTime() + limitNanos;
        try {
            step.run();
        } catch (final Exception e) {
            if (halt.isAsked()) {
                // The watchdog's interruption has served.
                Thread.interrupted();
            }
            // A subject may see the peer's death before the watchdog does.
            peer.awaitEnd(2 * WATCH_MILLIS);
            throw new BenchException("the run broke off in " + what + ": " + e.getMessage() + "\n" + peer.story(), e);
        }
    }

    private void watch() {
        while (watching && !halt.isAsked()) {
            if (!peer.isAlive()) {
                halt("the peer process died");
            } else if (System.nanoTime() - deadline > 0) {
                halt("the peer process didn't answer within " + TimeUnit.NANOSECONDS.toMillis(limitNanos)
                        + " ms (both processes spin, and need a processor each)");
            }
            try {
                Thread.sleep(WATCH_MILLIS);
            } catch (final InterruptedException e) {
                return;
            }
        }
    }

    private void halt(final String why) {
        if (watching) {
            halt.ask(why);
            // For a subject that sleeps instead of spinning.
            driving.interrupt();
        }
    }

    private interface Step {
        void run() throws Exception;
    }
}
