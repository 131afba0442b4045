package io.tandem.bench.ipc;

import io.tandem.bench.c.CPair;
import io.tandem.bench.harness.Bar;
import io.tandem.bench.harness.Family;
import io.tandem.bench.harness.Metric;
import io.tandem.bench.harness.Placement;
import io.tandem.bench.harness.Row;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Suite;
import java.util.List;

/** Messages one way between two processes: pipes, and what others use in their place. */
public final class ThroughputSuite implements Suite {
    private static final int BATCH = 64;

    /** Made by name in both processes. */
    public ThroughputSuite() {}

    @Override
    public List<Family> families() {
        return List.of(streams());
    }

    private static Family streams() {
        final Subject agrona = new AgronaStream("Agrona ring, one by one", 1);
        final Subject again = new AgronaStream("Agrona ring, one by one, again", 1);
        final Subject agronaBatches = new AgronaStream("Agrona ring, in batches", BATCH);
        final Subject raw = new RawStream("raw pipe, one by one");
        final Subject rawBatches = new RawBatchStream("raw pipe, in batches", BATCH);
        final Subject c = new CPair("C ring, one by one", CPair.Mode.RING, Placement.ANYWHERE);
        final Subject cBatches = new CPair("C ring, in batches", CPair.Mode.BATCHES, Placement.ANYWHERE);
        return new Family(
                "throughput",
                3,
                List.of(agrona, again, agronaBatches, raw, rawBatches, c, cBatches),
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
                        Row.of("raw pipe, one by one, 32 B", Metric.ALLOCATION, raw, Bar.valueAtMost(0)),
                        Row.of("raw pipe, in batches, 32 B", Metric.ALLOCATION, rawBatches, Bar.valueAtMost(0))));
    }
}
