package io.tandem.bench.harness;

import io.tandem.function.RemoteRunnable;
import io.tandem.process.ChildProcess;
import java.time.Duration;

/** Runs something in another JVM with the flags of this one. It ends with this one, however that ends. */
public final class OwnJvm {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private OwnJvm() {}

    /**
     * Runs it, and waits for its end.
     *
     * @param cleanup of this run.
     * @param name    of the process.
     * @param target  what it runs.
     * @throws BenchException       if it doesn't end with exit code 0; with why.
     * @throws InterruptedException if this thread is interrupted meanwhile.
     */
    public static void run(final Cleanup cleanup, final String name, final RemoteRunnable target)
            throws InterruptedException {
        try (ChildProcess child = ChildProcess.builder()
                .name(name)
                .domain(cleanup.workplace().domain())
                .daemon(true)
                .start(target)) {
            cleanup.watch(() -> end(child));
            child.join();
            if (child.exitCode() != 0) {
                throw new BenchException(name + " ended with "
                        + child.failure().map(Throwable::getMessage).orElse("exit code " + child.exitCode()));
            }
        }
    }

    /** Lets it clean up after itself, unless that takes too long. */
    private static void end(final ChildProcess child) throws InterruptedException {
        child.terminate();
        if (!child.join(PATIENCE)) {
            child.kill();
            child.join();
        }
    }
}
