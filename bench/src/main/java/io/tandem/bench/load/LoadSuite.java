package io.tandem.bench.load;

import io.tandem.bench.aeron.AeronDriver;
import io.tandem.bench.aeron.AeronLink;
import io.tandem.bench.harness.Family;
import io.tandem.bench.harness.Metric;
import io.tandem.bench.harness.Row;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Suite;
import io.tandem.wait.WaitPolicy;
import java.util.ArrayList;
import java.util.List;

/** Latency at fixed rates: how long after it was due a message is back. */
public final class LoadSuite implements Suite {
    // What a system call takes at each turn leaves no room for more.
    private static final int MOST_OF_SOCKET = 100_000;

    /** Made by name in both processes. */
    public LoadSuite() {}

    @Override
    public double seconds() {
        return 140;
    }

    @Override
    public double quickSeconds() {
        return 36;
    }

    @Override
    public List<Family> families() {
        // The fastest first: by the slow ones alone, little would be compiled in their warm-up. These need longer for
        // as many.
        return List.of(
                at(1_000_000, 1),
                at(100_000, 1),
                at(10_000, 2),
                besideAeron(1_000_000),
                besideAeron(100_000),
                besideAeron(10_000));
    }

    /** By itself: with two processors, its driver, which runs a thousand times a second, disturbs every slice of a family. */
    private static Family besideAeron(final int rate) {
        final Subject raw = new RawPipeLoad("raw pipe beside Aeron", rate);
        final Subject aeron = new AeronLoad(
                "Aeron IPC",
                rate,
                new AeronLink("aeron-load-" + rate, AeronDriver.Place.EMBEDDED, AeronLink.ROUND_TRIP_TERMS));
        final List<Row> rows = new ArrayList<>(latencies(raw, aeron, Metric.LATENCY_50, Metric.LATENCY_99));
        rows.addAll(List.of(
                Row.of(aeron.name(), Metric.LATENCY_50, aeron),
                Row.of(aeron.name(), Metric.LATENCY_99, aeron),
                Row.of(aeron.name(), Metric.LATENCY_999, aeron),
                Row.of(aeron.name(), Metric.LATENCY_MAX, aeron),
                Row.of(aeron.name(), Metric.ACHIEVED, aeron)));
        return new Family(name(rate) + ", beside Aeron", 0.4, List.of(raw, aeron), rows);
    }

    private static Family at(final int rate, final double share) {
        final Subject agrona = new AgronaLoad("Agrona ring", rate);
        final Subject again = new AgronaLoad("Agrona ring again", rate);
        final Subject raw = new RawPipeLoad("raw pipe", rate);
        final Subject queue = new RawQueueLoad("two raw queues", rate);
        final Subject typed = new TypedPipeLoad("typed pipe, Long", rate, WaitPolicy.SPIN);
        final Subject byDefault =
                new TypedPipeLoad("typed pipe, Long, default waiting", rate, WaitPolicy.SPIN_THEN_SLEEP);
        final List<Subject> subjects = new ArrayList<>(List.of(agrona, again, raw, queue, typed, byDefault));
        final List<Row> rows = new ArrayList<>(List.of(
                Row.of("Agrona against itself at " + name(rate), Metric.LATENCY_50, again, agrona),
                Row.of("Agrona against itself at " + name(rate), Metric.LATENCY_99, again, agrona),
                Row.of("Agrona against itself at " + name(rate), Metric.LATENCY_999, again, agrona),
                Row.of(agrona.name(), Metric.LATENCY_MAX, agrona),
                Row.of(agrona.name(), Metric.ACHIEVED, agrona)));
        rows.addAll(latencies(raw, agrona));
        rows.add(Row.of(raw.name(), Metric.ALLOCATION, raw));
        rows.addAll(latencies(queue, raw));
        rows.addAll(latencies(typed, raw));
        rows.addAll(latencies(byDefault, typed));
        if (rate <= MOST_OF_SOCKET) {
            final Subject socket = new SocketLoad("unix-domain socket", rate);
            subjects.add(socket);
            rows.addAll(latencies(byDefault, socket, Metric.LATENCY_50, Metric.LATENCY_99, Metric.LATENCY_999));
            rows.add(Row.of(socket.name(), Metric.LATENCY_MAX, socket));
            rows.add(Row.of(socket.name(), Metric.ACHIEVED, socket));
        }
        return new Family(name(rate), share, subjects, rows);
    }

    private static List<Row> latencies(final Subject subject, final Subject against) {
        final List<Row> rows = new ArrayList<>(latencies(
                subject, against, Metric.LATENCY_50, Metric.LATENCY_99, Metric.LATENCY_999, Metric.LATENCY_9999));
        // The largest of two is chance.
        rows.add(Row.of(subject.name(), Metric.LATENCY_MAX, subject));
        rows.add(Row.of(subject.name(), Metric.ACHIEVED, subject));
        return rows;
    }

    private static List<Row> latencies(final Subject subject, final Subject against, final Metric... metrics) {
        final List<Row> rows = new ArrayList<>();
        for (final Metric metric : metrics) {
            rows.add(Row.of(subject.name(), metric, subject, against));
        }
        return rows;
    }

    /** {@return a rate as a reader calls it: 10 k/s} */
    static String name(final int rate) {
        return rate % 1_000_000 == 0 ? rate / 1_000_000 + " M/s" : rate / 1000 + " k/s";
    }
}
