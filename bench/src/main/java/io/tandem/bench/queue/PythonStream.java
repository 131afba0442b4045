package io.tandem.bench.queue;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Elsewhere;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Program;
import io.tandem.bench.harness.Workplace;
import io.tandem.bench.python.Python;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** {@code put} and {@code get} of Python's {@code multiprocessing.Queue}, by processes of its own, which sleep between slices. */
final class PythonStream extends Elsewhere {
    private static final String SCRIPT = "stream.py";

    private final Shape shape;
    private @Nullable Program program;
    private long next = 1L << 32;

    PythonStream(final Shape shape) {
        super("Python's Queue, " + shape, Kind.STREAM, Laps.LONG);
        this.shape = shape;
    }

    @Override
    public int threads() {
        // Each producer has one more, which feeds the pipe.
        return shape.threads() + shape.producers();
    }

    @Override
    public boolean isOpenedOnce() {
        return true;
    }

    @Override
    public @Nullable String missing() {
        return Python.missing();
    }

    @Override
    public void openFirst(final Workplace workplace) throws IOException {
        program = workplace.start(
                Python.COMMAND,
                Python.unpack(workplace, PythonStream.class, SCRIPT),
                Integer.toString(shape.producers()),
                Integer.toString(shape.consumers()));
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final String answer = Opened.of(program).ask(next + " " + operations);
        final long expected = NumberStream.sum(next, operations);
        if (!answer.equals(Long.toString(expected))) {
            throw new BenchException(
                    Python.COMMAND + " answered \"" + answer + "\" where the sum " + expected + " was due");
        }
        next += operations;
    }

    @Override
    public void close() {
        if (program != null) {
            program.close();
        }
    }
}
