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

    /** Made beforehand, since there may be no memory left when the child ends. */
    private final Cleanup endSteps = new Cleanup();

    private final Runnable finish = this::finish;
    private final LocalEvent event = new LocalEvent();
    private final CompletableFuture<Child> end = new CompletableFuture<>();
    private volatile @Nullable Ending ending;
    private boolean reaped;
    private @Nullable ExitStatus status;
    private @Nullable Throwable problem;
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
        addEndSteps();
    }

    private void addEndSteps() { // last first
        endSteps.add(() -> Children.ended(this)); // keeps this JVM up while it runs what depends on the end
        endSteps.add(() -> end.complete(this));
        endSteps.add(event::signal);
        endSteps.add(() -> OperatingSystem.current().closeDescriptor(lifeline));
        endSteps.add(() -> OperatingSystem.current().closeDescriptor(process.descriptor()));
        endSteps.add(bootstrap::close);
        endSteps.add(() -> bootstrap.release(number));
        endSteps.add(this::settle);
        endSteps.add(this::drain);
        endSteps.add(() -> ProcessRegistry.of(domain).died(number));
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

    /**
     * Has it end whose work isn't wanted any more: by SIGTERM, or by SIGKILL if it hasn't come to its main class. Then there is
     * nothing of its target to be asked, and so young a JVM may answer SIGTERM with an internal error on its standard error
     * (the log of {@link Runtime#exit}, since JDK 21).
     */
    void dismiss() {
        if (timeToMain().isEmpty()) {
            kill();
        } else {
            terminate();
        }
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
        reap();
        try {
            Children.execute(finish);
        } catch (final RuntimeException | Error e) { // no more threads or memory: late for other children, but told
            finish.run();
        }
    }

    private synchronized void reap() {
        reaped = true;
        try {
            status = OperatingSystem.current().exitStatus(process.descriptor());
        } catch (final RuntimeException | Error e) {
            problem = e;
        }
    }

    private void finish() {
        try {
            endSteps.run();
        } catch (final RuntimeException | Error e) {
            System.getLogger(Child.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "Child " + name + " (pid " + pid() + ") has ended; something of it couldn't be put away.",
                            e);
        }
    }

    private void settle() {
        try {
            ending = Ending.of(this, status, problem, bootstrap, streams.errorTail());
        } catch (final RuntimeException | Error e) { // how it ended counts more than what it left
            ending = Ending.withoutWords(this, status, problem == null ? e : problem, bootstrap);
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
