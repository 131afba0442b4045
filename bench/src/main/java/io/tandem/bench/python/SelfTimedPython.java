package io.tandem.bench.python;

import io.tandem.bench.harness.SelfTimed;
import io.tandem.bench.harness.Workplace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a script in Python does and times itself. */
public class SelfTimedPython extends SelfTimed {
    private final Class<?> user;
    private final String script;
    private final List<String> arguments;

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
        super(name, kind, fewest);
        this.user = user;
        this.script = script;
        this.arguments = List.of(arguments);
    }

    @Override
    public final @Nullable String missing() {
        return Python.missing();
    }

    /** The arguments, where they depend on the run. */
    List<String> arguments(final Workplace workplace) {
        return arguments;
    }

    @Override
    protected final List<String> command(final Workplace workplace) throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(Python.COMMAND);
        command.add(Python.unpack(workplace, user, script));
        command.addAll(arguments(workplace));
        return command;
    }
}
