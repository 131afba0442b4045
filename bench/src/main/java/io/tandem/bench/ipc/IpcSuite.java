package io.tandem.bench.ipc;

import io.tandem.bench.aeron.AeronDriver;
import io.tandem.bench.aeron.AeronLink;
import io.tandem.bench.aeron.AeronRoundTrip;
import io.tandem.bench.c.CPair;
import io.tandem.bench.chronicle.ChronicleRoundTrip;
import io.tandem.bench.harness.Bar;
import io.tandem.bench.harness.Family;
import io.tandem.bench.harness.Metric;
import io.tandem.bench.harness.Placement;
import io.tandem.bench.harness.Row;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Suite;
import io.tandem.bench.jdk.ArrayBlockingRoundTrip;
import io.tandem.bench.jdk.ConcurrentLinkedRoundTrip;
import io.tandem.bench.jdk.SynchronousRoundTrip;
import io.tandem.bench.python.PythonPipe;
import io.tandem.bench.socket.SocketRoundTrip;
import io.tandem.bench.socket.Wire;
import io.tandem.wait.WaitPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Round trips between two processes, spinning and asleep: pipes, and what others use in their place. */
public final class IpcSuite implements Suite {
    /** Made by name in both processes. */
    public IpcSuite() {}

    @Override
    public List<Family> families() {
        // The sleepers last: what they teach the compiler isn't the spinners' normal life.
        return List.of(roundTrips(), aeron(), alone(), kept(), threads(), sleepers(), sockets());
    }

    @Override
    public double seconds() {
        return 120;
    }

    @Override
    public double quickSeconds() {
        return 27;
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
                Family.OPENINGS,
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

    /** By itself, since sleeping threads of its drivers wake up all the time. */
    private static Family aeron() {
        final Subject raw = new RawRoundTrip("raw pipe, beside Aeron");
        final Subject agrona = new AgronaRoundTrip("Agrona ring, beside Aeron");
        final List<Subject> subjects = new ArrayList<>(List.of(raw, agrona));
        final List<Row> rows = new ArrayList<>();
        for (final AeronDriver.Place place : AeronDriver.Place.values()) {
            final String driver = place.name().toLowerCase(Locale.ROOT);
            final Subject aeron = new AeronRoundTrip(
                    "Aeron IPC, " + driver + " driver",
                    new AeronLink("aeron-" + driver, place, AeronLink.ROUND_TRIP_TERMS));
            subjects.add(aeron);
            rows.addAll(List.of(
                    Row.of("raw pipe, 32 B", Metric.ROUND_TRIP, raw, aeron),
                    Row.of("raw pipe, 32 B", Metric.ROUND_TRIP_50, raw, aeron, Bar.ratioAtMost(1)),
                    Row.of("raw pipe, 32 B", Metric.ROUND_TRIP_99, raw, aeron, Bar.ratioAtMost(0.25)),
                    Row.of("raw pipe, 32 B", Metric.ROUND_TRIP_999, raw, aeron),
                    Row.of(aeron.name() + ", 32 B", Metric.ROUND_TRIP, aeron, agrona),
                    Row.of(aeron.name() + ", 32 B", Metric.ROUND_TRIP_99, aeron, agrona)));
        }
        return new Family("round trips, beside Aeron", 2, subjects, rows);
    }

    private static Family kept() {
        final Subject chronicle = new ChronicleRoundTrip("Chronicle Queue, two queues");
        final Subject typedLong = new TypedLong("typed pipe, Long, beside Chronicle Queue", WaitPolicy.SPIN);
        return new Family(
                "round trips, beside Chronicle Queue",
                1,
                List.of(chronicle, typedLong),
                List.of(
                        Row.of("typed pipe, Long", Metric.ROUND_TRIP, typedLong, chronicle),
                        Row.of("typed pipe, Long", Metric.ROUND_TRIP_50, typedLong, chronicle),
                        Row.of("typed pipe, Long", Metric.ROUND_TRIP_99, typedLong, chronicle),
                        Row.of(chronicle.name(), Metric.ROUND_TRIP_50, chronicle)));
    }

    private static Family threads() {
        final Subject spinning = new TypedLong("typed pipe, Long, beside threads", WaitPolicy.SPIN);
        final Subject byDefault =
                new TypedLong("typed pipe, Long, default waiting, beside threads", WaitPolicy.SPIN_THEN_SLEEP);
        final Subject linked = new ConcurrentLinkedRoundTrip("ConcurrentLinkedQueue, spinning, one JVM");
        final Subject array = new ArrayBlockingRoundTrip("ArrayBlockingQueue, one JVM");
        final Subject handOver = new SynchronousRoundTrip("SynchronousQueue, one JVM");
        return new Family(
                "round trips, beside threads of one JVM",
                1.5,
                List.of(spinning, byDefault, linked, array, handOver),
                List.of(
                        Row.of("typed pipe, Long", Metric.ROUND_TRIP, spinning, linked),
                        Row.of("typed pipe, Long, default waiting", Metric.ROUND_TRIP, byDefault, array),
                        Row.of("typed pipe, Long, default waiting", Metric.ROUND_TRIP_50, byDefault, array),
                        Row.of("typed pipe, Long, default waiting", Metric.ROUND_TRIP, byDefault, handOver),
                        Row.of("typed pipe, Long, default waiting", Metric.ROUND_TRIP_50, byDefault, handOver),
                        Row.of(linked.name(), Metric.ROUND_TRIP, linked),
                        Row.of(array.name(), Metric.ROUND_TRIP, array),
                        Row.of(handOver.name(), Metric.ROUND_TRIP, handOver)));
    }

    /** A processor each, as those of the pipes that sleep. */
    private static Family sockets() {
        final Placement apart = Placement.APART;
        final Subject byDefault =
                new TypedLong("typed pipe, Long, default waiting, beside sockets", WaitPolicy.SPIN_THEN_SLEEP, apart);
        final Subject asleep = new TypedLong("typed pipe, Long, asleep, beside sockets", WaitPolicy.SLEEP, apart);
        final Subject unix = new SocketRoundTrip("JDK unix-domain socket, 32 B", Wire.UNIX);
        final Subject tcp = new SocketRoundTrip("JDK TCP socket, 32 B", Wire.TCP);
        final Subject python = new PythonPipe("Python's Pipe", apart);
        final List<Row> rows = new ArrayList<>();
        for (final Subject peer : List.of(unix, tcp, python)) {
            rows.addAll(List.of(
                    Row.of("typed pipe, Long, default waiting", Metric.ROUND_TRIP_50, byDefault, peer),
                    Row.of("typed pipe, Long, default waiting", Metric.ROUND_TRIP_99, byDefault, peer),
                    Row.of("typed pipe, Long, asleep", Metric.ROUND_TRIP_50, asleep, peer),
                    Row.of("typed pipe, Long, asleep", Metric.ROUND_TRIP_99, asleep, peer)));
        }
        for (final Subject peer : List.of(unix, tcp, python)) {
            rows.add(Row.of(peer.name(), Metric.ROUND_TRIP, peer));
        }
        return new Family("round trips, beside sockets", 1.5, List.of(byDefault, asleep, unix, tcp, python), rows);
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
