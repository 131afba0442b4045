package io.tandem.bench.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.AtomicBuffer;

/**
 * A program that times what it does itself. It is asked {@code OPERATIONS LAP_SIZE}, and answers {@code NANOS LAPS}: how
 * long all of it took, and how many laps it wrote into a file that its last argument names, as longs.
 */
public final class SelfTimed implements AutoCloseable {
    private static final int LAPS_LENGTH = 1 << 20;

    private final String called;
    private final AtomicBuffer laps;
    private final Program program;

    private SelfTimed(final String called, final AtomicBuffer laps, final Program program) {
        this.called = called;
        this.laps = laps;
        this.program = program;
    }

    /**
     * Starts one.
     *
     * @param workplace in whose directory, and with which it ends.
     * @param name      of what is measured, from which the file's is made.
     * @param command   the program and its arguments, but for the last.
     * @return the program, running.
     * @throws IOException if it can't be started.
     */
    public static SelfTimed start(final Workplace workplace, final String name, final String... command)
            throws IOException {
        final String file = Workplace.fileName(name);
        final AtomicBuffer laps = workplace.create(file, LAPS_LENGTH);
        final List<String> words = new ArrayList<>(List.of(command));
        words.add(workplace.directory().resolve(file).toString());
        return new SelfTimed(name, laps, workplace.start(words.toArray(String[]::new)));
    }

    /** Lets it do a slice. */
    public void slice(final int operations, final Laps stopwatch) {
        final String answer = program.ask(operations + " " + stopwatch.size());
        final int space = answer.indexOf(' ');
        if (space < 0) {
            throw new BenchException(called + " answered \"" + answer + "\" where two numbers were due");
        }
        stopwatch.whole(Long.parseLong(answer.substring(0, space)));
        final int count = Integer.parseInt(answer.substring(space + 1));
        for (int i = 0; i < count; i++) {
            stopwatch.lap(laps.getLong(i * Long.BYTES));
        }
    }

    /** Ends it, and waits for that. */
    @Override
    public void close() {
        program.close();
    }
}
