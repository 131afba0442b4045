package io.tandem.process.internal;

import io.tandem.os.ExitStatus;
import io.tandem.os.OperatingSystem;
import io.tandem.os.Signals;
import io.tandem.os.SpawnedProcess;
import io.tandem.segment.Domain;
import io.tandem.segment.internal.ProcessRegistry;
import io.tandem.wait.internal.LocalEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One child from its spawn to its end, whatever handles there are of it. */
final class Child {
    private static final long DRAIN_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final String name;
    private final boolean daemon;
    private final Domain domain;
    private final int number;
    private final SpawnedProcess process;
    private final int lifeline;
    private final Bootstrap bootstrap;
    private final ChildStreams streams;

    private final LocalEvent event = new LocalEvent();
    private final CompletableFuture<Child> end = new CompletableFuture<>();
    private volatile @Nullable Ending ending;
    private boolean reaped;
    private @Nullable ChildHandle handle;

    /**
     * A child that was just spawned.
     *
     * @param lifeline write end of the pipe by which it notices our end.
     */
    Child(
            final String name,
            final boolean daemon,
            final Domain domain,
            final int number,
            final SpawnedProcess process,
            final int lifeline,
            final Bootstrap bootstrap,
            final ChildStreams streams) {
        this.name = name;
        this.daemon = daemon;
        this.domain = domain;
        this.number = number;
        this.process = process;
        this.lifeline = lifeline;
        this.bootstrap = bootstrap;
        this.streams = streams;
    }

    String name() {
        return name;
    }

    int pid() {
        return process.pid();
    }

    boolean isDaemon() {
        return daemon;
    }

    ChildStreams streams() {
        return streams;
    }

    LocalEvent event() {
        return event;
    }

    CompletableFuture<Child> end() {
        return end;
    }

    boolean hasEnded() {
        return ending != null;
    }

    /** How it ended; IllegalStateException if it hasn't. */
    Ending ending() {
        final Ending known = ending;
        if (known == null) {
            throw new IllegalStateException("Child " + name + " (pid " + pid()
                    + ") still runs, so it has no exit code. Join it first, or ask isAlive().");
        }
        return known;
    }

    Optional<Throwable> failure() {
        final Ending known = ending;
        return known == null ? Optional.empty() : known.failure();
    }

    // The segment is read first: it is put away only after the ending is known.

    Optional<Duration> timeToMain() {
        final long nanos = bootstrap.nanosToMain();
        final Ending known = ending;
        return optional(known == null ? nanos : known.nanosToMain());
    }

    Optional<Duration> timeToReady() {
        final long nanos = bootstrap.nanosToReady();
        final Ending known = ending;
        return optional(known == null ? nanos : known.nanosToReady());
    }

    private static Optional<Duration> optional(final long nanos) {
        return nanos < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
    }

    /** An open handle: the one there is, or a new one if that was closed. */
    synchronized ChildHandle handle() {
        ChildHandle current = handle;
        if (current == null || current.isClosed()) {
            current = new ChildHandle(this);
            handle = current;
        }
        return current;
    }

    boolean await(final long nanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("Interrupted before the wait for child " + name + ".");
        }
        if (nanos <= 0) {
            return hasEnded();
        }
        try {
            end.get(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (final TimeoutException e) {
            return hasEnded();
        } catch (final ExecutionException e) {
            throw new IllegalStateException("The end of child " + name + " never fails.", e);
        }
    }

    void terminate() {
        signal(Signals.TERM);
    }

    void kill() {
        signal(Signals.KILL);
    }

    /** Does nothing once it was reaped: until then its descriptor is open, and means it alone. */
    synchronized void signal(final int signal) {
        if (!reaped) {
            OperatingSystem.current().signal(process.descriptor(), signal);
        }
    }

    /** Begins to watch; the last step of a start that can fail. */
    void watch() {
        OperatingSystem.current().onExit(process.descriptor(), this::exited);
    }

    /** On the one thread that watches all processes. */
    private void exited() {
        final Reaped result = reap();
        Children.execute(() -> finish(result));
    }

    private record Reaped(
            @Nullable ExitStatus status, @Nullable RuntimeException problem) {}

    private synchronized Reaped reap() {
        reaped = true;
        try {
            return new Reaped(OperatingSystem.current().exitStatus(process.descriptor()), null);
        } catch (final RuntimeException e) {
            return new Reaped(null, e);
        }
    }

    private void finish(final Reaped result) {
        final Cleanup steps = new Cleanup(); // last first
        steps.add(() -> Children.ended(this)); // keeps this JVM up while it runs what depends on the end
        steps.add(() -> end.complete(this));
        steps.add(event::signal);
        steps.add(() -> OperatingSystem.current().closeDescriptor(lifeline));
        steps.add(() -> OperatingSystem.current().closeDescriptor(process.descriptor()));
        steps.add(bootstrap::close);
        steps.add(() -> bootstrap.release(number));
        steps.add(() -> ending = Ending.of(this, result.status(), result.problem(), bootstrap, streams.errorTail()));
        steps.add(this::drain);
        steps.add(() -> ProcessRegistry.of(domain).died(number));
        try {
            steps.run();
        } catch (final RuntimeException e) {
            System.getLogger(Child.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "Child " + name + " (pid " + pid() + ") has ended; something of it couldn't be put away.",
                            e);
        }
    }

    private void drain() {
        try {
            streams.awaitDrained(DRAIN_LIMIT_NANOS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt(); // the tail may be incomplete, the end is told all the same
        }
    }

    @Override
    public String toString() {
        final Ending known = ending;
        return name + ", pid " + pid() + (daemon ? ", daemon, " : ", ")
                + (known == null ? "running" : known.describe());
    }
}
