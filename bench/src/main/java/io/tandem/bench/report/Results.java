package io.tandem.bench.report;

import io.tandem.bench.harness.Distribution;
import io.tandem.bench.harness.Report;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** The files of a run, in a directory of their own. */
public final class Results {
    private Results() {}

    /**
     * Writes a suite's page, rows, histograms and charts.
     *
     * @param directory where they go; made if it isn't there.
     * @param suite     its name, which the files get.
     * @param info      what the figures depend on.
     * @param report    what was found.
     * @throws IOException if a file can't be written.
     */
    public static void write(final Path directory, final String suite, final RunInfo info, final Report report)
            throws IOException {
        Files.createDirectories(directory);
        final List<Path> charts = Charts.draw(directory, suite, report);
        Files.writeString(directory.resolve(suite + ".json"), Json.of(report.results()));
        Files.writeString(directory.resolve(suite + ".md"), Markdown.of(suite, info, report, charts));
        if (!report.distributions().isEmpty()) {
            writeLog(directory.resolve(suite + ".hlog"), report);
        }
    }

    /** An interval a subject, tagged with its name: what HdrHistogram's own tools read. */
    private static void writeLog(final Path file, final Report report) throws IOException {
        try (PrintStream out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
            final HistogramLogWriter writer = new HistogramLogWriter(out);
            writer.outputComment("nanoseconds; one interval for each subject, its slices together");
            writer.outputLogFormatVersion();
            writer.outputLegend();
            for (final Distribution distribution : report.distributions()) {
                final Histogram histogram = distribution.histogram().copy();
                histogram.setTag(distribution.name().replaceAll("[,\\s]+", "_"));
                writer.outputIntervalHistogram(0, report.nanos() / 1e9, histogram, 1);
            }
            if (out.checkError()) {
                throw new IOException(file + " couldn't be written whole");
            }
        }
    }
}
