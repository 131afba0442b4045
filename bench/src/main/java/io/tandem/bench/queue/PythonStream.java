package io.tandem.bench.queue;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Program;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code put} and {@code get} of Python's {@code multiprocessing.Queue}, by processes of its own, which sleep between slices. */
final class PythonStream implements Subject {
    private static final String PYTHON = "python3";
    private static final String SCRIPT = "stream.py";
    private static final long PROBE_SECONDS = 20;

    private final Shape shape;
    private final String name;
    private @Nullable Program program;
    private long next = 1L << 32;

    PythonStream(final Shape shape) {
        this.shape = shape;
        this.name = "Python's Queue, " + shape;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Kind kind() {
        return Kind.STREAM;
    }

    @Override
    public boolean isElsewhere() {
        return true;
    }

    @Override
    public int threads() {
        // Each producer has one more, which feeds the pipe.
        return shape.threads() + shape.producers();
    }

    @Override
    public @Nullable String missing() {
        final Process probe;
        try {
            probe = new ProcessBuilder(
                            PYTHON, "-c", "import ctypes, multiprocessing; multiprocessing.get_context('fork').Queue()")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (final IOException e) {
            return "there is no " + PYTHON + " on the PATH";
        }
        try {
            if (probe.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
                return probe.exitValue() == 0 ? null : "this " + PYTHON + " has no multiprocessing.Queue that works";
            }
            return PYTHON + " didn't make a queue within " + PROBE_SECONDS + " s";
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted while " + PYTHON + " was looked for", e);
        } finally {
            probe.destroyForcibly();
        }
    }

    @Override
    public void openFirst(final Workplace workplace) throws IOException {
        final Path script = workplace.directory().resolve(shape + "-" + SCRIPT);
        try (InputStream from = PythonStream.class.getResourceAsStream(SCRIPT)) {
            if (from == null) {
                throw new BenchException(SCRIPT + " is missing from this build");
            }
            Files.copy(from, script);
        }
        program = workplace.start(
                PYTHON, script.toString(), Integer.toString(shape.producers()), Integer.toString(shape.consumers()));
    }

    @Override
    public void openSecond(final Workplace workplace) {
        // The other processes are Python's.
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final String answer = NumberStream.opened(program).ask(next + " " + operations);
        final long expected = NumberStream.sum(next, operations);
        if (!answer.equals(Long.toString(expected))) {
            throw new BenchException(PYTHON + " answered \"" + answer + "\" where the sum " + expected + " was due");
        }
        next += operations;
    }

    @Override
    public void second(final int operations) {
        throw new IllegalStateException("this process has no part in it");
    }

    @Override
    public void close() {
        if (program != null) {
            program.close();
        }
    }
}
