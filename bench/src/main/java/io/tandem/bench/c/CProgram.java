package io.tandem.bench.c;

import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.SelfTimed;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two processes of one of our C programs, which sleep while others are measured. They time themselves. */
public class CProgram implements Subject {
    private final String name;
    private final Kind kind;
    private final int fewest;
    private final String program;
    private final List<String> arguments;
    private @Nullable SelfTimed running;

    /**
     * A program.
     *
     * @param name      as it stands in the table.
     * @param kind      what a slice tells.
     * @param fewest    operations that a slice has at least.
     * @param program   its source's name, without an ending.
     * @param arguments before the file for laps.
     */
    public CProgram(
            final String name, final Kind kind, final int fewest, final String program, final String... arguments) {
        this.name = name;
        this.kind = kind;
        this.fewest = fewest;
        this.program = program;
        this.arguments = List.of(arguments);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Kind kind() {
        return kind;
    }

    @Override
    public final int fewest() {
        return fewest;
    }

    @Override
    public final boolean isElsewhere() {
        return true;
    }

    @Override
    public final @Nullable String missing() {
        return CCompiler.missing();
    }

    /** More arguments, which depend on the run. */
    List<String> arguments(final Workplace workplace) {
        return arguments;
    }

    @Override
    public final void openFirst(final Workplace workplace) throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(CCompiler.compile(workplace, program).toString());
        command.addAll(arguments(workplace));
        running = SelfTimed.start(workplace, name, command.toArray(String[]::new));
    }

    @Override
    public final void first(final int operations, final Laps laps) {
        Opened.of(running).slice(operations, laps);
    }

    @Override
    public final void close() {
        if (running != null) {
            running.close();
        }
    }
}
