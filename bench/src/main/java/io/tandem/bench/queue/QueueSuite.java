package io.tandem.bench.queue;

import io.tandem.bench.harness.Bar;
import io.tandem.bench.harness.Family;
import io.tandem.bench.harness.Metric;
import io.tandem.bench.harness.Row;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Suite;
import java.util.ArrayList;
import java.util.List;

/** Queues between two processes, by how many threads of each; and what others offer in their place. */
public final class QueueSuite implements Suite {
    private static final int BATCH = 64;

    /** Made by name in both processes. */
    public QueueSuite() {}

    @Override
    public List<Family> families() {
        return List.of(streams(1, 1), streams(2, 1), streams(2, 2), roundTrips());
    }

    private static Family streams(final int producers, final int consumers) {
        final Shape shape = new Shape(producers, consumers);
        final Subject typed = new TypedStream("queue, one by one, " + shape, shape);
        final Subject batches = new TypedBatchStream("queue, in batches, " + shape, shape, BATCH);
        final Subject raw = new RawQueueStream("raw queue, one by one, " + shape, shape, 1);
        final Subject rawBatches = new RawQueueStream("raw queue, in batches, " + shape, shape, BATCH);
        final Subject chronicle = chronicle(shape);
        final Subject python = new PythonStream(shape);
        final List<Subject> subjects = new ArrayList<>(List.of(typed, batches, raw, rawBatches, chronicle, python));
        final List<Row> rows = new ArrayList<>(List.of(
                throughput(typed, python, Bar.ratioAtLeast(50)),
                throughput(batches, python, Bar.ratioAtLeast(100)),
                throughput(typed, chronicle, Bar.ratioAtLeast(5)),
                throughput(batches, chronicle, Bar.ratioAtLeast(5))));
        if (consumers == 1) {
            final Subject agrona = new AgronaStream("Agrona many-to-one, one by one, " + shape, producers, 1);
            final Subject agronaBatches =
                    new AgronaStream("Agrona many-to-one, in batches, " + shape, producers, BATCH);
            subjects.addAll(List.of(agrona, agronaBatches));
            rows.addAll(List.of(
                    throughput(typed, agrona),
                    throughput(batches, agronaBatches),
                    throughput(raw, agrona),
                    throughput(rawBatches, agronaBatches)));
        } else {
            rows.addAll(List.of(throughput(raw, typed), throughput(rawBatches, batches)));
        }
        if (shape.threads() == 2) {
            final Subject again = new TypedStream("queue, one by one, again, " + shape, shape);
            subjects.add(again);
            rows.add(0, Row.of("queue against itself, " + shape, Metric.THROUGHPUT, again, typed, Bar.ratioOne()));
            rows.addAll(List.of(
                    Row.of(typed.name(), Metric.ALLOCATION, typed),
                    Row.of(batches.name(), Metric.ALLOCATION, batches),
                    Row.of(raw.name(), Metric.ALLOCATION, raw, Bar.valueAtMost(0)),
                    Row.of(rawBatches.name(), Metric.ALLOCATION, rawBatches, Bar.valueAtMost(0))));
        }
        return new Family("throughput, " + shape, shape.threads() == 2 ? 3 : 2, subjects, rows);
    }

    private static Subject chronicle(final Shape shape) {
        return shape.consumers() == 1
                ? new ChronicleStream(shape.producers())
                : new NotOffered(
                        "Chronicle Queue, " + shape,
                        "each of its tailers reads every message: it has no consumers that share them");
    }

    private static Row throughput(final Subject subject, final Subject against, final Bar bar) {
        return Row.of(subject.name(), Metric.THROUGHPUT, subject, against, bar);
    }

    private static Row throughput(final Subject subject, final Subject against) {
        return Row.of(subject.name(), Metric.THROUGHPUT, subject, against);
    }

    private static Family roundTrips() {
        final Subject typed = new TypedRoundTrip("two queues");
        final Subject raw = new RawRoundTrip("two raw queues");
        final Subject agrona = new AgronaRoundTrip("two Agrona many-to-one");
        return new Family(
                "round trips, spinning",
                1,
                List.of(typed, raw, agrona),
                List.of(
                        Row.of(typed.name(), Metric.ROUND_TRIP, typed, agrona),
                        Row.of(typed.name(), Metric.ROUND_TRIP_50, typed, agrona),
                        Row.of(typed.name(), Metric.ROUND_TRIP_99, typed, agrona),
                        Row.of(typed.name(), Metric.ALLOCATION, typed),
                        Row.of(raw.name(), Metric.ROUND_TRIP, raw, agrona),
                        Row.of(raw.name(), Metric.ALLOCATION, raw, Bar.valueAtMost(0))));
    }
}
