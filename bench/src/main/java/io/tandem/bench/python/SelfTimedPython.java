package io.tandem.bench.python;

import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.SelfTimed;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a script in Python does and times itself, by processes that sleep while others are measured. */
public class SelfTimedPython implements Subject {
    private final String name;
    private final Kind kind;
    private final int fewest;
    private final Class<?> user;
    private final String script;
    private final List<String> arguments;
    private @Nullable SelfTimed program;

    /**
     * A script.
     *
     * @param name      as it stands in the table.
     * @param kind      what a slice tells.
     * @param fewest    operations that a slice has at least.
     * @param user      in whose package the script is a resource.
     * @param script    its name there. Its last argument is the file for laps.
     * @param arguments before that.
     */
    public SelfTimedPython(
            final String name,
            final Kind kind,
            final int fewest,
            final Class<?> user,
            final String script,
            final String... arguments) {
        this.name = name;
        this.kind = kind;
        this.fewest = fewest;
        this.user = user;
        this.script = script;
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
        return Python.missing();
    }

    /** More arguments, which depend on the run. */
    List<String> arguments(final Workplace workplace) {
        return arguments;
    }

    @Override
    public final void openFirst(final Workplace workplace) throws IOException {
        final String file = Workplace.fileName(name) + "-";
        final List<String> command = new ArrayList<>();
        command.add(Python.COMMAND);
        command.add(Python.unpack(workplace, user, script, file));
        command.addAll(arguments(workplace));
        program = SelfTimed.start(workplace, name, command.toArray(String[]::new));
    }

    @Override
    public final void first(final int operations, final Laps laps) {
        Opened.of(program).slice(operations, laps);
    }

    @Override
    public final void close() {
        if (program != null) {
            program.close();
        }
    }
}
