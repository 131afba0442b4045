package io.tandem.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.bench.harness.Chart;
import io.tandem.bench.harness.Distribution;
import io.tandem.bench.harness.IdleSubject;
import io.tandem.bench.harness.Metric;
import io.tandem.bench.harness.Report;
import io.tandem.bench.harness.Result;
import io.tandem.bench.harness.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
    @TempDir
    private Path directory;

    @Test
    void shouldWriteAPageWithItsChartsAndALogOfHistograms() throws IOException {
        final Chart chart = new Chart("by-size", "By size", "bytes", List.of());
        final Row row =
                Row.of("a | row", Metric.THROUGHPUT, new IdleSubject("idle")).at(chart, "idle", 64);
        final Histogram times = new Histogram(1_000_000, 3);
        times.recordValueWithCount(150, 1000);
        final Report report = new Report(
                List.of(new Result(row, 1e6, null, null)),
                List.of(100.0),
                List.of(new Distribution("round trips, spinning", "an idle one", times)),
                1_000_000_000);

        Results.write(directory, "some", new RunInfo(List.of("a machine")), report);

        assertThat(directory.resolve("some.md"))
                .content()
                .contains(
                        "## some",
                        "a \\| row",
                        "(some-latency-round-trips-spinning.png)",
                        "(by-size.png)",
                        "- a machine");
        assertThat(directory.resolve("some.json")).content().contains("\"name\": \"a | row\"");
        assertThat(Files.readAllBytes(directory.resolve("by-size.png"))).startsWith(0x89, 'P', 'N', 'G');
        try (HistogramLogReader log =
                new HistogramLogReader(directory.resolve("some.hlog").toFile())) {
            final EncodableHistogram logged = log.nextIntervalHistogram();
            assertThat(logged.getTag()).isEqualTo("an_idle_one");
            assertThat(((Histogram) logged).getTotalCount()).isEqualTo(1000);
        }
    }
}
