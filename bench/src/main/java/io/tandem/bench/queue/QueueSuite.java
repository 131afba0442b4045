package io.tandem.bench.queue;

import io.tandem.bench.harness.Bar;
import io.tandem.bench.harness.Family;
import io.tandem.bench.harness.Metric;
import io.tandem.bench.harness.Row;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Suite;
import java.util.List;

/** Queues between two processes, by how many threads of each. */
public final class QueueSuite implements Suite {
    private static final int BATCH = 64;

    /** Made by name in both processes. */
    public QueueSuite() {}

    @Override
    public List<Family> families() {
        return List.of(one());
    }

    private static Family one() {
        final Shape shape = new Shape(1, 1);
        final Subject typed = new TypedStream("queue, one by one, 1P1C", shape);
        final Subject again = new TypedStream("queue, one by one, 1P1C, again", shape);
        final Subject batches = new TypedBatchStream("queue, in batches, 1P1C", shape, BATCH);
        final Subject raw = new RawQueueStream("raw queue, one by one, 1P1C", shape, 1);
        final Subject rawBatches = new RawQueueStream("raw queue, in batches, 1P1C", shape, BATCH);
        final Subject agrona = new AgronaStream("Agrona many-to-one ring, one by one, 1P1C", 1, 1);
        final Subject agronaBatches = new AgronaStream("Agrona many-to-one ring, in batches, 1P1C", 1, BATCH);
        return new Family(
                "throughput, 1P1C",
                3,
                List.of(typed, again, batches, raw, rawBatches, agrona, agronaBatches),
                List.of(
                        Row.of("queue against itself", Metric.THROUGHPUT, again, typed, Bar.ratioOne()),
                        Row.of(typed.name(), Metric.THROUGHPUT, typed, agrona),
                        Row.of(batches.name(), Metric.THROUGHPUT, batches, agronaBatches),
                        Row.of(raw.name(), Metric.THROUGHPUT, raw, agrona),
                        Row.of(rawBatches.name(), Metric.THROUGHPUT, rawBatches, agronaBatches),
                        Row.of(typed.name(), Metric.ALLOCATION, typed),
                        Row.of(batches.name(), Metric.ALLOCATION, batches),
                        Row.of(raw.name(), Metric.ALLOCATION, raw, Bar.valueAtMost(0)),
                        Row.of(rawBatches.name(), Metric.ALLOCATION, rawBatches, Bar.valueAtMost(0))));
    }
}
