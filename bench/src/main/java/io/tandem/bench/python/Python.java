package io.tandem.bench.python;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Workplace;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The {@code python3} on the path. */
public final class Python {
    /** What it is called. */
    public static final String COMMAND = "python3";

    private static final String SHARED = "common.py";
    private static final long PROBE_SECONDS = 20;

    private Python() {}

    /** {@return why there is none that can be measured, null if there is one} */
    public static @Nullable String missing() {
        final Process probe;
        try {
            probe = new ProcessBuilder(
                            COMMAND,
                            "-c",
                            "import ctypes, multiprocessing; multiprocessing.get_context('fork').Queue()")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (final IOException e) {
            return "there is no " + COMMAND + " on the PATH";
        }
        try {
            if (probe.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
                return probe.exitValue() == 0 ? null : "this " + COMMAND + " has no multiprocessing.Queue that works";
            }
            return COMMAND + " didn't make a queue within " + PROBE_SECONDS + " s";
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted while " + COMMAND + " was looked for", e);
        } finally {
            probe.destroyForcibly();
        }
    }

    /**
     * Unpacks a script, and beside it what all of them share. Done once for each run.
     *
     * @param workplace where it goes.
     * @param user      in whose package it is a resource.
     * @param script    its name there.
     * @return the file.
     * @throws IOException if that fails.
     */
    public static String unpack(final Workplace workplace, final Class<?> user, final String script)
            throws IOException {
        workplace.unpack(Python.class, SHARED);
        return workplace.unpack(user, script).toString();
    }
}
