package io.tandem.bench.harness;

import io.tandem.function.RemoteRunnable;
import io.tandem.process.ChildProcess;
import java.time.Duration;

/** Something in another JVM with the flags of this one. It ends with this one, however that ends. */
public final class OwnJvm {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private OwnJvm() {}

    /**
     * Starts it.
     *
     * @param workplace  of this run.
     * @param name       of the process.
     * @param target     what it runs.
     * @param jvmOptions that it gets besides.
     * @return the process, running.
     */
    public static ChildProcess start(
            final Workplace workplace, final String name, final RemoteRunnable target, final String... jvmOptions) {
        return ChildProcess.builder()
                .name(name)
                .domain(workplace.domain())
                .daemon(true)
                .jvmOptions(jvmOptions)
                .start(target);
    }

    /**
     * Ends one by force, if it hasn't ended, and waits for that, whatever interrupts this thread.
     *
     * @param child that was started here; may be given more than once.
     */
    public static void kill(final ChildProcess child) {
        child.kill();
        boolean interrupted = false;
        while (child.isAlive()) {
            try {
                child.join();
            } catch (final InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Tells what became of one.
     *
     * @param called what to call it.
     * @param child  that was started here.
     * @return that it runs, or how it ended, and why.
     */
    public static String story(final String called, final ChildProcess child) {
        final String which = called + " (pid " + child.pid() + ")";
        if (child.isAlive()) {
            return which + " runs";
        }
        final int code = child.exitCode();
        return which + " ended " + (code < 0 ? "by signal " + -code : "with exit code " + code)
                + child.failure().map(failure -> ": " + failure.getMessage()).orElse("");
    }

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
        try (ChildProcess child = start(cleanup.workplace(), name, target)) {
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
