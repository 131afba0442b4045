package io.tandem.bench.bulk;

import io.tandem.bench.c.CProgram;
import io.tandem.bench.harness.Bar;
import io.tandem.bench.harness.Family;
import io.tandem.bench.harness.Metric;
import io.tandem.bench.harness.Row;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Suite;
import io.tandem.bench.python.SelfTimedPython;
import java.util.ArrayList;
import java.util.List;

/** Messages of megabytes between two processes, copied in and out, and handed over. */
public final class BulkSuite implements Suite {
    private static final int MIB = 1 << 20;
    private static final int LARGE = 64;
    private static final int PIECE = 256 * 1024;
    private static final double HANDED_OVER_NANOS = 100_000;

    /** Made by name in both processes. */
    public BulkSuite() {}

    @Override
    public double seconds() {
        return 90;
    }

    @Override
    public double quickSeconds() {
        return 24;
    }

    @Override
    public List<Family> families() {
        return List.of(messages(LARGE, 3), messages(1, 1));
    }

    private static Family messages(final int mebibytes, final double share) {
        final String size = mebibytes + " MiB";
        final int length = mebibytes * MIB;
        final Subject queue = new BulkQueue("queue, byte[], " + size, length);
        final Subject again = new BulkQueue("queue, byte[], again, " + size, length);
        final Subject raw = new BulkRawPipe("raw pipe, copied in and out, " + size, length);
        final Subject handover = new Handover("raw queue, handed over, " + size, length);
        final Subject whole = c("C, copied in and out, " + size, length, length);
        final Subject pipelined = c("C, in pieces of 256 KiB, " + size, length, PIECE);
        final Subject socket = new BulkSocket("unix-domain socket, " + size, length);
        final Subject python = new SelfTimedPython(
                "Python's Pipe, send_bytes, " + size,
                Subject.Kind.ROUND_TRIP,
                1,
                BulkSuite.class,
                "bulk.py",
                Integer.toString(length));
        final List<Subject> subjects =
                new ArrayList<>(List.of(queue, again, raw, handover, whole, pipelined, socket, python));
        final List<Row> rows = new ArrayList<>(List.of(
                Row.of("queue against itself, " + size, Metric.ROUND_TRIP, again, queue, Bar.ratioOne()),
                Row.of("queue, byte[], " + size, Metric.ROUND_TRIP, queue, whole, Bar.ratioAtMost(1.2)),
                Row.of("queue, byte[], " + size, Metric.ROUND_TRIP, queue, pipelined),
                Row.of("queue, byte[], " + size, Metric.ROUND_TRIP, queue, socket),
                Row.of("queue, byte[], " + size, Metric.ROUND_TRIP, queue, python),
                Row.of(raw.name(), Metric.ROUND_TRIP, raw, whole, Bar.ratioAtMost(1.2)),
                Row.of(
                        "raw queue, handed over, " + size,
                        Metric.ROUND_TRIP,
                        handover,
                        Bar.valueAtMost(HANDED_OVER_NANOS))));
        if (mebibytes == 1) {
            final Subject pipe = new BulkPipe("pipe, byte[], " + size, length);
            subjects.add(pipe);
            rows.add(Row.of(pipe.name(), Metric.ROUND_TRIP, pipe, whole));
        }
        return new Family("messages of " + size, share, subjects, rows);
    }

    private static Subject c(final String name, final int length, final int piece) {
        return new CProgram(
                name, Subject.Kind.ROUND_TRIP, 1, "bulk", Integer.toString(length), Integer.toString(piece));
    }
}
