package io.tandem.bench.queue;

import io.tandem.bench.harness.Bar;
import io.tandem.bench.harness.Chart;
import io.tandem.bench.harness.Family;
import io.tandem.bench.harness.Metric;
import io.tandem.bench.harness.NotOffered;
import io.tandem.bench.harness.Row;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Suite;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Queues between two processes, by how many threads of each; and what others offer in their place. */
public final class QueueSuite implements Suite {
    private static final int BATCH = 64;
    private static final List<Shape> SHAPES =
            List.of(new Shape(1, 1), new Shape(2, 1), new Shape(1, 2), new Shape(2, 2), new Shape(4, 4));
    private static final List<Shape> WITH_BARS = List.of(new Shape(1, 1), new Shape(2, 1), new Shape(2, 2));
    private static final Chart CHART = new Chart(
            "scaling",
            "Queue throughput by producers and consumers",
            "producers and consumers",
            SHAPES.stream().map(Shape::toString).toList());

    /** Made by name in both processes. */
    public QueueSuite() {}

    @Override
    public List<Family> families() {
        final List<Family> families = new ArrayList<>();
        SHAPES.forEach(shape -> families.add(streams(shape)));
        families.add(roundTrips());
        return families;
    }

    @Override
    public double seconds() {
        return 120;
    }

    @Override
    public double quickSeconds() {
        return 27;
    }

    private static Family streams(final Shape shape) {
        final Subject typed = new TypedStream("queue, one by one, " + shape, shape);
        final Subject batches = new TypedBatchStream("queue, in batches, " + shape, shape, BATCH);
        final Subject raw = new RawQueueStream("raw queue, one by one, " + shape, shape, 1);
        final Subject rawBatches = new RawQueueStream("raw queue, in batches, " + shape, shape, BATCH);
        final Subject python = new PythonStream(shape);
        final Subject array = new ArrayBlockingStream(shape);
        final Subject linked = new LinkedBlockingStream(shape);
        final List<Subject> subjects = new ArrayList<>(List.of(typed, batches, raw, rawBatches, python, array, linked));
        final boolean hasBars = WITH_BARS.contains(shape);
        final List<Row> rows = new ArrayList<>(List.of(
                at(shape, "queue, one by one", throughput(typed, python, hasBars ? Bar.ratioAtLeast(50) : null)),
                at(shape, "queue, in batches", throughput(batches, python, hasBars ? Bar.ratioAtLeast(100) : null)),
                throughput(typed, array, null),
                throughput(typed, linked, null),
                alone(shape, "Python's Queue", python),
                alone(shape, "ArrayBlockingQueue, one JVM", array),
                alone(shape, "LinkedBlockingQueue, one JVM", linked)));
        if (hasBars) {
            final Subject chronicle = chronicle(shape);
            subjects.add(chronicle);
            rows.addAll(List.of(
                    throughput(typed, chronicle, Bar.ratioAtLeast(5)),
                    throughput(batches, chronicle, Bar.ratioAtLeast(5)),
                    alone(shape, "Chronicle Queue", chronicle)));
        }
        if (shape.consumers() == 1) {
            final Subject agrona = new AgronaStream("Agrona many-to-one, one by one, " + shape, shape.producers(), 1);
            final Subject agronaBatches =
                    new AgronaStream("Agrona many-to-one, in batches, " + shape, shape.producers(), BATCH);
            subjects.addAll(List.of(agrona, agronaBatches));
            rows.addAll(List.of(
                    throughput(typed, agrona, null),
                    throughput(batches, agronaBatches, null),
                    at(shape, "raw queue, one by one", throughput(raw, agrona, null)),
                    at(shape, "raw queue, in batches", throughput(rawBatches, agronaBatches, null)),
                    alone(shape, "Agrona many-to-one, one by one", agrona),
                    alone(shape, "Agrona many-to-one, in batches", agronaBatches)));
        } else {
            rows.addAll(List.of(
                    at(shape, "raw queue, one by one", throughput(raw, typed, null)),
                    at(shape, "raw queue, in batches", throughput(rawBatches, batches, null))));
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
        return new Family("throughput, " + shape, shape.threads() == 2 ? 3 : 2, Family.OPENINGS, subjects, rows);
    }

    private static Row at(final Shape shape, final String series, final Row row) {
        return row.at(CHART, series, SHAPES.indexOf(shape));
    }

    private static Row alone(final Shape shape, final String series, final Subject subject) {
        return at(shape, series, Row.of(subject.name(), Metric.THROUGHPUT, subject));
    }

    private static Subject chronicle(final Shape shape) {
        return shape.consumers() == 1
                ? new ChronicleStream(shape.producers())
                : new NotOffered(
                        "Chronicle Queue, " + shape,
                        "each of its tailers reads every message: it has no consumers that share them");
    }

    private static Row throughput(final Subject subject, final Subject against, final @Nullable Bar bar) {
        return new Row(subject.name(), Metric.THROUGHPUT, subject, against, bar, null);
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
