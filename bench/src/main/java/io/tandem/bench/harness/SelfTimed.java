package io.tandem.bench.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.AtomicBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What programs do that time it themselves, and sleep while others are measured. The one that is started is asked
 * {@code OPERATIONS LAP_SIZE}, and answers {@code NANOS LAPS}: how long all of it took, and how many laps it wrote into a file that its
 * last argument names, as longs.
 */
public abstract class SelfTimed extends Elsewhere {
    private static final int LAPS_LENGTH = 1 << 20;

    private @Nullable AtomicBuffer times;
    private @Nullable Program program;

    /**
     * A subject.
     *
     * @param name   as it stands in the table.
     * @param kind   what a slice tells.
     * @param fewest operations that a slice has at least.
     */
    protected SelfTimed(final String name, final Kind kind, final int fewest) {
        super(name, kind, fewest);
    }

    /**
     * Makes what is to be started.
     *
     * @param workplace where files go.
     * @return the program and its arguments, but for the last.
     * @throws IOException if that fails.
     */
    protected abstract List<String> command(Workplace workplace) throws IOException;

    @Override
    public final void openFirst(final Workplace workplace) throws IOException {
        final String file = Workplace.fileName(name());
        times = workplace.create(file, LAPS_LENGTH);
        final List<String> words = new ArrayList<>(command(workplace));
        words.add(workplace.directory().resolve(file).toString());
        program = workplace.start(words.toArray(String[]::new));
    }

    @Override
    public final void first(final int operations, final Laps laps) {
        final String answer = Opened.of(program).ask(operations + " " + laps.size());
        final int space = answer.indexOf(' ');
        if (space < 0) {
            throw new BenchException(name() + " answered \"" + answer + "\" where two numbers were due");
        }
        laps.whole(Long.parseLong(answer.substring(0, space)));
        final int count = Integer.parseInt(answer.substring(space + 1));
        for (int i = 0; i < count; i++) {
            laps.lap(Opened.of(times).getLong(i * Long.BYTES));
        }
    }

    @Override
    public final void close() {
        if (program != null) {
            program.close();
        }
    }
}
