package io.tandem.bench.jmh;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** The JVMs that JMH starts. It leaves them alone when its own JVM is told to end. */
final class Forks {
    private static final long POLITE_SECONDS = 5;

    private Forks() {}

    /** Ends what this JVM has started, when it is told to end: politely, since forks have to end peers and remove files. */
    static void endWithThisJvm() {
        Runtime.getRuntime().addShutdownHook(new Thread(Forks::end, "bench-forks"));
    }

    private static void end() {
        // Once more for one that was just being started.
        for (int look = 0; look < 2; look++) {
            ProcessHandle.current().children().forEach(Forks::end);
        }
    }

    /** Ends those that this JVM starts from now on and that run when the time is up; completes then, if not cancelled before. */
    static CompletableFuture<?> endAfter(final Duration limit) {
        final Set<ProcessHandle> others = ProcessHandle.current().children().collect(Collectors.toSet());
        return CompletableFuture.runAsync(
                () -> ProcessHandle.current()
                        .children()
                        .filter(child -> !others.contains(child))
                        .forEach(Forks::end),
                CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
    }

    private static void end(final ProcessHandle fork) {
        final CompletableFuture<ProcessHandle> ended = fork.onExit();
        fork.destroy();
        try {
            ended.get(POLITE_SECONDS, TimeUnit.SECONDS);
        } catch (final TimeoutException e) {
            fork.destroyForcibly();
        } catch (final Exception e) {
            System.err.println("couldn't wait for the end of pid " + fork.pid() + ": " + e);
        }
    }
}
