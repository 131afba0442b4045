package io.tandem.bench.ipc;

import io.tandem.bench.c.CPair;
import io.tandem.bench.harness.Bar;
import io.tandem.bench.harness.Family;
import io.tandem.bench.harness.Metric;
import io.tandem.bench.harness.Placement;
import io.tandem.bench.harness.Row;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Suite;
import io.tandem.wait.WaitPolicy;
import java.util.ArrayList;
import java.util.List;

/** Round trips between two processes, spinning and asleep: pipes, and what others use in their place. */
public final class IpcSuite implements Suite {
    /** Made by name in both processes. */
    public IpcSuite() {}

    @Override
    public List<Family> families() {
        // The sleepers last: what they teach the compiler isn't the spinners' normal life.
        return List.of(roundTrips(), alone(), sleepers());
    }

    private static Family roundTrips() {
        final Subject agrona = new AgronaRoundTrip("Agrona ring");
        final Subject again = new AgronaRoundTrip("Agrona ring again");
        final Subject raw = new RawRoundTrip("raw pipe");
        final Subject typedLong = new TypedLong("typed pipe, Long", WaitPolicy.SPIN);
        final Subject primitive = new PrimitiveLong("typed pipe, Long through a consumer", WaitPolicy.SPIN);
        final Subject byDefault = new TypedLong("typed pipe, Long, default waiting", WaitPolicy.SPIN_THEN_SLEEP);
        final Subject typedString = new TypedString("typed pipe, String of 32");
        final Subject c = new CPair("C, two cache lines", CPair.Mode.PINGPONG, Placement.ANYWHERE);
        return new Family(
                "round trips, spinning",
                4,
                List.of(agrona, again, raw, typedLong, primitive, byDefault, typedString, c),
                List.of(
                        Row.of("Agrona against itself, 32 B", Metric.ROUND_TRIP, again, agrona, Bar.ratioOne()),
                        Row.of("raw pipe, 32 B", Metric.ROUND_TRIP, raw, agrona, Bar.ratioAtMost(1.05)),
                        Row.of("raw pipe, 32 B", Metric.ROUND_TRIP_50, raw, agrona),
                        Row.of("raw pipe, 32 B", Metric.ROUND_TRIP_99, raw, agrona),
                        Row.of("raw pipe, 32 B", Metric.ROUND_TRIP_999, raw, agrona),
                        Row.of("raw pipe, 32 B", Metric.ROUND_TRIP, raw, c),
                        Row.of("raw pipe, 32 B", Metric.ALLOCATION, raw, Bar.valueAtMost(0)),
                        Row.of("typed pipe, Long", Metric.ROUND_TRIP, typedLong, raw, Bar.ratioAtMost(1.2)),
                        Row.of("typed pipe, Long", Metric.ALLOCATION, typedLong),
                        Row.of(
                                "typed pipe, Long through a consumer",
                                Metric.ROUND_TRIP,
                                primitive,
                                raw,
                                Bar.ratioAtMost(1.2)),
                        Row.of("typed pipe, Long through a consumer", Metric.ALLOCATION, primitive, Bar.valueAtMost(0)),
                        Row.of("typed pipe, Long, default waiting", Metric.ROUND_TRIP, byDefault, raw),
                        Row.of("typed pipe, String of 32", Metric.ROUND_TRIP, typedString, raw, Bar.ratioAtMost(1.6)),
                        Row.of("typed pipe, String of 32", Metric.ROUND_TRIP_99, typedString, raw)));
    }

    private static Family alone() {
        final Subject string = new StringCodec("codec, String of 32");
        final Subject agrona = new AgronaAlone("Agrona ring, one thread");
        final Subject raw = new RawAlone("raw pipe, one thread");
        final Subject typedLong = new TypedLongAlone("typed pipe, Long, one thread");
        return new Family(
                "one thread",
                0.8,
                List.of(string, agrona, raw, typedLong),
                List.of(
                        Row.of("codec, String of 32, there and back", Metric.OPERATION, string, Bar.valueAtMost(50)),
                        Row.of("raw pipe, 32 B, in and out by one thread", Metric.OPERATION, raw, agrona),
                        Row.of("typed pipe, Long, in and out by one thread", Metric.OPERATION, typedLong, raw)));
    }

    private static Family sleepers() {
        final List<Subject> subjects = new ArrayList<>();
        final List<Row> rows = new ArrayList<>();
        for (final Placement placement : List.of(Placement.APART, Placement.TOGETHER)) {
            final String where = placement == Placement.APART ? "a processor each" : "on one processor";
            final Subject asleep = new TypedLong("typed pipe, Long, asleep, " + where, WaitPolicy.SLEEP, placement);
            final Subject futex = new CPair("C futex, " + where, CPair.Mode.FUTEX, placement);
            subjects.addAll(List.of(asleep, futex));
            rows.addAll(List.of(
                    Row.of(asleep.name(), Metric.ROUND_TRIP, asleep, futex, Bar.ratioAtMost(1.3)),
                    Row.of(asleep.name(), Metric.ROUND_TRIP_50, asleep, futex, Bar.ratioAtMost(1.3)),
                    Row.of(asleep.name(), Metric.ROUND_TRIP_99, asleep, futex)));
        }
        return new Family("asleep to awake", 1.5, subjects, rows);
    }
}
