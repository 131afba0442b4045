package io.tandem.bench.c;

import io.tandem.bench.harness.SelfTimed;
import io.tandem.bench.harness.Workplace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two processes of one of our C programs. */
public class CProgram extends SelfTimed {
    private final String program;
    private final List<String> arguments;

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
        super(name, kind, fewest);
        this.program = program;
        this.arguments = List.of(arguments);
    }

    @Override
    public final @Nullable String missing() {
        return CCompiler.missing();
    }

    /** The arguments, where they depend on the run. */
    List<String> arguments(final Workplace workplace) {
        return arguments;
    }

    @Override
    protected final List<String> command(final Workplace workplace) throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(CCompiler.compile(workplace, program).toString());
        command.addAll(arguments(workplace));
        return command;
    }
}
