package io.tandem.process;

import io.tandem.function.RemoteRunnable;
import io.tandem.wait.Waitable;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A process that this one started. */
public abstract class ChildProcess implements AutoCloseable, Waitable {
    ChildProcess() {}

    /** Starts a child that runs a function. */
    public static ChildProcess start(final RemoteRunnable target) {
        return builder().start(target);
    }

    /** A child with options. */
    public static Builder builder() {
        throw new UnsupportedOperationException();
    }

    /** This process, as its children see it. */
    public static RunningProcess current() {
        throw new UnsupportedOperationException();
    }

    /** The process that started this one through Tandem, or empty. */
    public static Optional<RunningProcess> parent() {
        throw new UnsupportedOperationException();
    }

    /** Children of this process that still run. */
    public static List<ChildProcess> activeChildren() {
        throw new UnsupportedOperationException();
    }

    /** Its name. */
    public abstract String name();

    /** Its process id. */
    public abstract long pid();

    /** Whether it ends with this process. */
    public abstract boolean isDaemon();

    /** Whether it still runs. */
    public abstract boolean isAlive();

    /** Waits for its end. */
    public abstract void join() throws InterruptedException;

    /** Waits for its end for a limited time; whether it ended. */
    public abstract boolean join(Duration timeout) throws InterruptedException;

    /** n, or -signal; IllegalStateException while it runs. */
    public abstract int exitCode();

    /** Completes when it has ended. */
    public abstract CompletableFuture<ChildProcess> onExit();

    /** What its target threw, or why it never got to run it; empty if it runs or ended well. */
    public abstract Optional<Throwable> failure();

    /** Asks it to end: SIGTERM. */
    public abstract void terminate();

    /** Interrupts it: SIGINT. */
    public abstract void interrupt();

    /** Ends it now: SIGKILL. */
    public abstract void kill();

    /** What it reads as standard input, if that is a pipe. */
    public abstract OutputStream standardInput();

    /** What it writes to standard output, if that is a pipe. */
    public abstract InputStream standardOutput();

    /** What it writes to standard error, if that is a pipe. */
    public abstract InputStream standardError();

    /** Lets go of this handle; never kills, never waits. */
    @Override
    public abstract void close();

    /** Options of a child. */
    public interface Builder {
        /** Its name; by default made from its parent's. */
        Builder name(String name);

        /** Whether it ends with this process. Default false. */
        Builder daemon(boolean daemon);

        /** The processors it may run on. */
        Builder affinity(int... cpus);

        /** One environment variable. */
        Builder environment(String name, String value);

        /** Its working directory. */
        Builder directory(Path directory);

        /** More JVM options, behind those of this JVM. */
        Builder jvmOptions(String... options);

        /** Whether it leads a process group of its own. Default false. */
        Builder processGroup(boolean own);

        /** Its standard input: empty by default. */
        Builder standardInput(StandardStream stream);

        /** Its standard output: this process's by default. */
        Builder standardOutput(StandardStream stream);

        /** Its standard error: this process's by default, relayed, so that failure() can tell its tail. */
        Builder standardError(StandardStream stream);

        /** Starts it. */
        ChildProcess start(RemoteRunnable target);
    }
}
