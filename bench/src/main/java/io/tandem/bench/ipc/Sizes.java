package io.tandem.bench.ipc;

import io.tandem.bench.aeron.AeronDriver;
import io.tandem.bench.aeron.AeronLink;
import io.tandem.bench.aeron.SizedAeron;
import io.tandem.bench.harness.Chart;
import io.tandem.bench.harness.Family;
import io.tandem.bench.harness.Metric;
import io.tandem.bench.harness.NotOffered;
import io.tandem.bench.harness.Row;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.socket.SocketStream;
import io.tandem.bench.socket.Wire;
import java.util.ArrayList;
import java.util.List;

/** The family of rows that tells throughput by the messages' size. */
final class Sizes {
    /** Of each ring. The largest message is a sixteenth of it. */
    static final int CAPACITY = 1 << 20;
    /** How many messages are read at most before their memory is given back. */
    static final int BATCH = 64;

    private static final List<Integer> BYTES = List.of(8, 32, 128, 512, 2 << 10, 8 << 10, 32 << 10, 64 << 10);
    private static final Chart CHART =
            new Chart("throughput-by-size", "Throughput by message size", "message size, bytes", List.of());

    private Sizes() {}

    /**
     * The family.
     *
     * @param share of the run's time.
     * @return all sizes.
     */
    static Family family(final double share) {
        final AeronLink link = new AeronLink("aeron-sizes", AeronDriver.Place.EMBEDDED, AeronLink.STREAM_TERMS);
        final List<Subject> subjects = new ArrayList<>();
        final List<Row> rows = new ArrayList<>();
        for (final int size : BYTES) {
            final Subject raw = new SizedRaw(size);
            final Subject agrona = new SizedAgrona(size);
            final Subject aeron = aeron(link, size);
            final Subject socket = new SocketStream("JDK unix-domain socket, " + size + " B", Wire.UNIX, size, 1);
            subjects.addAll(List.of(raw, agrona, aeron, socket));
            rows.addAll(List.of(
                    Row.of(raw.name(), Metric.THROUGHPUT, raw, agrona).at(CHART, "raw pipe", size),
                    Row.of(agrona.name(), Metric.THROUGHPUT, agrona).at(CHART, "Agrona ring", size),
                    Row.of(aeron.name(), Metric.THROUGHPUT, aeron, raw).at(CHART, "Aeron IPC", size),
                    Row.of(socket.name(), Metric.THROUGHPUT, socket, raw).at(CHART, "JDK unix-domain socket", size)));
        }
        return new Family("by message size", share, subjects, rows);
    }

    private static Subject aeron(final AeronLink link, final int size) {
        final String name = "Aeron IPC, " + size + " B";
        return size <= AeronLink.MOST_BYTES
                ? new SizedAeron(name, link, size, BATCH)
                : new NotOffered(name, "its claims end at " + AeronLink.MOST_BYTES + " bytes");
    }
}
