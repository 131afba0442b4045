package io.tandem.bench.python;

import io.tandem.bench.harness.Placement;
import io.tandem.bench.harness.Workplace;
import java.util.List;
import java.util.stream.Stream;

/** A script with two processes that are told on which processors to run: by two more arguments, -1 for any. */
public class PlacedPython extends SelfTimedPython {
    private final Placement placement;

    /**
     * A script.
     *
     * @param name      as it stands in the table.
     * @param kind      what a slice tells.
     * @param fewest    operations that a slice has at least.
     * @param placement of its two processes.
     * @param user      in whose package the script is a resource.
     * @param script    its name there. Its last three arguments are two processors, and the file for laps.
     * @param arguments before those.
     */
    public PlacedPython(
            final String name,
            final Kind kind,
            final int fewest,
            final Placement placement,
            final Class<?> user,
            final String script,
            final String... arguments) {
        super(name, kind, fewest, user, script, arguments);
        this.placement = placement;
    }

    @Override
    public final Placement placement() {
        return placement;
    }

    @Override
    final List<String> arguments(final Workplace workplace) {
        return Stream.concat(
                        super.arguments(workplace).stream(),
                        Stream.of(placement.first(workplace.cpus()), placement.second(workplace.cpus()))
                                .map(String::valueOf))
                .toList();
    }
}
