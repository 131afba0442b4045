package io.tandem.bench.ipc;

import io.tandem.bench.harness.Bar;
import io.tandem.bench.harness.Family;
import io.tandem.bench.harness.Metric;
import io.tandem.bench.harness.Row;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Suite;
import java.util.ArrayList;
import java.util.List;

/** Pipes between two processes, spinning and asleep, and Agrona's rings used directly. */
public final class IpcSuite implements Suite {
    /** Made by name in both processes. */
    public IpcSuite() {}

    @Override
    public List<Family> families() {
        return List.of(roundTrips(), streams());
    }

    private static Family roundTrips() {
        final Subject agrona = new AgronaRoundTrip("Agrona ring");
        final Subject again = new AgronaRoundTrip("Agrona ring again");
        final List<Row> rows = new ArrayList<>();
        rows.add(Row.of("Agrona against itself, 32 B", Metric.ROUND_TRIP, again, agrona, Bar.ratioOne()));
        rows.add(Row.of("Agrona against itself, 32 B", Metric.ROUND_TRIP_50, again, agrona));
        rows.add(Row.of("Agrona against itself, 32 B", Metric.ROUND_TRIP_99, again, agrona));
        rows.add(Row.of("Agrona against itself, 32 B", Metric.ROUND_TRIP_999, again, agrona));
        rows.add(Row.of("Agrona ring, 32 B", Metric.ALLOCATION, agrona));
        return new Family("round trips, spinning", 1, List.of(agrona, again), rows);
    }

    private static Family streams() {
        final Subject agrona = new AgronaStream("Agrona ring, one by one", 1);
        final Subject again = new AgronaStream("Agrona ring, one by one, again", 1);
        final Subject batches = new AgronaStream("Agrona ring, in batches", 64);
        final List<Row> rows = new ArrayList<>();
        rows.add(Row.of("Agrona against itself, 32 B", Metric.THROUGHPUT, again, agrona, Bar.ratioOne()));
        rows.add(Row.of("Agrona ring in batches, 32 B", Metric.THROUGHPUT, batches, agrona));
        return new Family("throughput", 1, List.of(agrona, again, batches), rows);
    }
}
