package io.tandem.process.internal;

import io.tandem.os.Signals;
import io.tandem.process.ChildProcess;
import io.tandem.wait.internal.EventSource;
import io.tandem.wait.internal.EventWord;
import io.tandem.wait.internal.Waiting;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a user holds of a child. Handles of one child are equal. */
final class ChildHandle implements ChildProcess, EventSource {
    private final Child child;
    private volatile boolean closed;

    ChildHandle(final Child child) {
        this.child = child;
    }

    private Child open() {
        if (closed) {
            throw new IllegalStateException("This handle of child " + child.name() + " (pid " + child.pid()
                    + ") was closed. ChildProcess.activeChildren() gives a new one while the child runs.");
        }
        return child;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public String name() {
        return child.name();
    }

    @Override
    public long pid() {
        return child.pid();
    }

    @Override
    public boolean isDaemon() {
        return child.isDaemon();
    }

    @Override
    public boolean isAlive() {
        return !open().hasEnded();
    }

    @Override
    public void join() throws InterruptedException {
        open().await(Waiting.FOREVER);
    }

    @Override
    public boolean join(final Duration timeout) throws InterruptedException {
        return open().await(Waiting.nanos(timeout));
    }

    @Override
    public int exitCode() {
        return open().ending().exitCode();
    }

    @Override
    public CompletableFuture<ChildProcess> onExit() {
        return open().end().thenApply(ended -> this);
    }

    @Override
    public Optional<Throwable> failure() {
        return open().failure();
    }

    @Override
    public Optional<Duration> timeToMain() {
        return open().timeToMain();
    }

    @Override
    public Optional<Duration> timeToReady() {
        return open().timeToReady();
    }

    @Override
    public void terminate() {
        open().terminate();
    }

    void dismiss() {
        open().dismiss();
    }

    @Override
    public void interrupt() {
        open().signal(Signals.INT);
    }

    @Override
    public void kill() {
        open().kill();
    }

    @Override
    public OutputStream standardInput() {
        return open().streams().input();
    }

    @Override
    public InputStream standardOutput() {
        return open().streams().output();
    }

    @Override
    public InputStream standardError() {
        return open().streams().error();
    }

    @Override
    public void close() {
        closed = true;
        child.event().signal(); // a closed handle is ready
        child.streams().close();
    }

    @Override
    public boolean isReady() {
        return closed || child.hasEnded();
    }

    @Override
    public EventWord event() {
        return child.event().word();
    }

    @Override
    public boolean signallersCanWake() {
        return true; // signalled by this JVM, which has spawned, so it has the native library
    }

    @Override
    public boolean equals(final @Nullable Object other) {
        return other instanceof ChildHandle that && that.child == child;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(child);
    }

    @Override
    public String toString() {
        return "ChildProcess[" + child + (closed ? ", closed]" : "]");
    }
}
