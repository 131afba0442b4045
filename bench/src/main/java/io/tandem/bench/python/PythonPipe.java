package io.tandem.bench.python;

import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Placement;

/** A number forth and back through {@code multiprocessing.Pipe}. */
public final class PythonPipe extends PlacedPython {
    /**
     * A round trip.
     *
     * @param name      as it stands in the table.
     * @param placement of its two processes.
     */
    public PythonPipe(final String name, final Placement placement) {
        super(name, Kind.ROUND_TRIP, Laps.LONG, placement, PythonPipe.class, "pipe.py");
    }
}
