package io.tandem.bench.ipc;

import io.tandem.bench.aeron.AeronDriver;
import io.tandem.bench.aeron.AeronLink;
import io.tandem.bench.aeron.AeronStream;
import io.tandem.bench.c.CPair;
import io.tandem.bench.harness.Bar;
import io.tandem.bench.harness.Family;
import io.tandem.bench.harness.Metric;
import io.tandem.bench.harness.Placement;
import io.tandem.bench.harness.Row;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Suite;
import io.tandem.bench.payload.Payload;
import io.tandem.bench.socket.SocketStream;
import io.tandem.bench.socket.Wire;
import java.util.ArrayList;
import java.util.List;

/** Messages one way between two processes: pipes, and what others use in their place. */
public final class ThroughputSuite implements Suite {
    private static final int BATCH = 64;

    /** Made by name in both processes. */
    public ThroughputSuite() {}

    @Override
    public List<Family> families() {
        return List.of(streams(), sockets(), Sizes.family(4));
    }

    @Override
    public double seconds() {
        return 120;
    }

    @Override
    public double quickSeconds() {
        return 25;
    }

    private static Family streams() {
        final Subject agrona = new AgronaStream("Agrona ring, one by one", 1);
        final Subject again = new AgronaStream("Agrona ring, one by one, again", 1);
        final Subject agronaBatches = new AgronaStream("Agrona ring, in batches", BATCH);
        final Subject raw = new RawStream("raw pipe, one by one");
        final Subject rawBatches = new RawBatchStream("raw pipe, in batches", BATCH);
        final Subject c = new CPair("C ring, one by one", CPair.Mode.RING, Placement.ANYWHERE);
        final Subject cBatches = new CPair("C ring, in batches", CPair.Mode.BATCHES, Placement.ANYWHERE);
        final AeronLink link = new AeronLink("aeron-streams", AeronDriver.Place.EMBEDDED, AeronLink.STREAM_TERMS);
        final Subject aeron = new AeronStream("Aeron IPC, one by one", link, 1);
        final Subject aeronBatches = new AeronStream("Aeron IPC, in batches", link, BATCH);
        return new Family(
                "throughput",
                3,
                Family.OPENINGS,
                List.of(agrona, again, agronaBatches, raw, rawBatches, c, cBatches, aeron, aeronBatches),
                List.of(
                        Row.of("Agrona against itself, 32 B", Metric.THROUGHPUT, again, agrona, Bar.ratioOne()),
                        Row.of("raw pipe, one by one, 32 B", Metric.THROUGHPUT, raw, agrona, Bar.ratioAtLeast(0.95)),
                        Row.of(
                                "raw pipe, in batches, 32 B",
                                Metric.THROUGHPUT,
                                rawBatches,
                                agronaBatches,
                                Bar.ratioAtLeast(0.95)),
                        Row.of("raw pipe, in batches, 32 B", Metric.THROUGHPUT, rawBatches, c, Bar.ratioAtLeast(0.7)),
                        Row.of("raw pipe, in batches, 32 B", Metric.THROUGHPUT, rawBatches, cBatches),
                        Row.of("raw pipe, one by one, 32 B", Metric.THROUGHPUT, raw, aeron),
                        Row.of("raw pipe, in batches, 32 B", Metric.THROUGHPUT, rawBatches, aeronBatches),
                        Row.of("Aeron IPC, one by one, 32 B", Metric.THROUGHPUT, aeron, agrona),
                        Row.of("Aeron IPC, in batches, 32 B", Metric.THROUGHPUT, aeronBatches, agronaBatches),
                        Row.of("raw pipe, one by one, 32 B", Metric.ALLOCATION, raw, Bar.valueAtMost(0)),
                        Row.of("raw pipe, in batches, 32 B", Metric.ALLOCATION, rawBatches, Bar.valueAtMost(0))));
    }

    private static Family sockets() {
        final Subject raw = new RawStream("raw pipe, one by one, beside sockets");
        final Subject rawBatches = new RawBatchStream("raw pipe, in batches, beside sockets", BATCH);
        final List<Subject> subjects = new ArrayList<>(List.of(raw, rawBatches));
        final List<Row> rows = new ArrayList<>();
        for (final Wire wire : Wire.values()) {
            final String name = wire == Wire.UNIX ? "JDK unix-domain socket" : "JDK TCP socket";
            final Subject single = new SocketStream(name + ", one by one", wire, Payload.LENGTH, 1);
            final Subject batches = new SocketStream(name + ", in batches", wire, Payload.LENGTH, BATCH);
            subjects.addAll(List.of(single, batches));
            rows.addAll(List.of(
                    Row.of("raw pipe, one by one, 32 B", Metric.THROUGHPUT, raw, single),
                    Row.of("raw pipe, in batches, 32 B", Metric.THROUGHPUT, rawBatches, batches),
                    Row.of(single.name() + ", 32 B", Metric.THROUGHPUT, single),
                    Row.of(batches.name() + ", 32 B", Metric.THROUGHPUT, batches)));
        }
        return new Family("throughput, beside sockets", 1, subjects, rows);
    }
}
