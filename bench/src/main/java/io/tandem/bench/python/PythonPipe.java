package io.tandem.bench.python;

import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Placement;
import io.tandem.bench.harness.Workplace;
import java.util.List;

/** A number forth and back through {@code multiprocessing.Pipe}. */
public final class PythonPipe extends SelfTimedPython {
    private final Placement placement;

    /**
     * A round trip.
     *
     * @param name      as it stands in the table.
     * @param placement of its two processes.
     */
    public PythonPipe(final String name, final Placement placement) {
        super(name, Kind.ROUND_TRIP, Laps.LONG, PythonPipe.class, "pipe.py");
        this.placement = placement;
    }

    @Override
    public Placement placement() {
        return placement;
    }

    @Override
    List<String> arguments(final Workplace workplace) {
        return List.of(
                Integer.toString(placement.first(workplace.cpus())),
                Integer.toString(placement.second(workplace.cpus())));
    }
}
