package io.tandem.bench.python;

import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.SelfTimed;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A number forth and back through {@code multiprocessing.Pipe}, by two processes that sleep while others are measured. */
public final class PythonPipe implements Subject {
    private static final String SCRIPT = "pipe.py";

    private final String name;
    private @Nullable SelfTimed program;

    /**
     * A round trip.
     *
     * @param name as it stands in the table.
     */
    public PythonPipe(final String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Kind kind() {
        return Kind.ROUND_TRIP;
    }

    @Override
    public boolean isElsewhere() {
        return true;
    }

    @Override
    public @Nullable String missing() {
        return Python.missing();
    }

    @Override
    public void openFirst(final Workplace workplace) throws IOException {
        program = SelfTimed.start(
                workplace, name, Python.COMMAND, Python.unpack(workplace, PythonPipe.class, SCRIPT, ""));
    }

    @Override
    public void openSecond(final Workplace workplace) {
        // The other process is Python's.
    }

    @Override
    public void first(final int operations, final Laps laps) {
        if (program == null) {
            throw new IllegalStateException("a slice was asked of a subject that isn't open");
        }
        program.slice(operations, laps);
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
