package io.tandem.bench.report;

import io.tandem.bench.harness.Bar;
import io.tandem.bench.harness.Comparison;
import io.tandem.bench.harness.Metric;
import io.tandem.bench.harness.Report;
import io.tandem.bench.harness.Result;
import io.tandem.bench.harness.Statistics;
import io.tandem.bench.harness.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The aligned table on a terminal, and below it how far to trust it. */
public final class Table {
    static final List<String> HEAD =
            List.of("row", "metric", "value", "against", "ratio", "spread", "pairs", "bar", "met");

    // The last message of a slice may come a little later than the next one would be due.
    private static final double HELD = 0.99;

    private static final Columns COLUMNS = new Columns(2, 4, 6);

    private Table() {}

    /** {@return the table, lines ended} */
    public static String of(final Report report) {
        final List<List<String>> lines = new ArrayList<>();
        lines.add(HEAD);
        for (final Result result : report.results()) {
            lines.add(line(result));
        }
        return COLUMNS.aligned(lines)
                + Stream.concat(skipped(report), trust(report))
                        .map(line -> "\n" + line + "\n")
                        .collect(Collectors.joining());
    }

    static List<String> line(final Result result) {
        final Subject against = result.row().against();
        final Comparison comparison = result.comparison();
        final Bar bar = result.row().bar();
        final Boolean met = result.met();
        return List.of(
                result.row().name(),
                result.row().metric().label(),
                Figures.value(result.value(), result.row().metric().unit()),
                against == null ? "" : against.name(),
                comparison == null ? "" : Figures.ratio(comparison.ratio()),
                comparison == null ? "" : spread(comparison),
                comparison == null ? "" : comparison.pairs() + " of " + (comparison.pairs() + comparison.unpaired()),
                bar == null ? "" : bar.toString(),
                met != null ? met ? "yes" : "NO" : bar == null ? "" : "?");
    }

    private static String spread(final Comparison comparison) {
        return Double.isNaN(comparison.low())
                ? "-"
                : Figures.ratio(comparison.low()) + " .. " + Figures.ratio(comparison.high());
    }

    /** What wasn't measured, and why, a line each. */
    static Stream<String> skipped(final Report report) {
        return report.results().stream()
                .map(Result::skipped)
                .filter(Objects::nonNull)
                .distinct()
                .map(reason -> "skipped: " + reason);
    }

    /** How far to trust the figures, a line each. */
    static Stream<String> trust(final Report report) {
        final double[] references = Statistics.sorted(report.references());
        final String reference = String.format(
                Locale.ROOT,
                "reference round trip (two plain cache lines): %.0f ns, nine of ten between %.0f and %.0f ns; "
                        + "%.0f %% of the pairs dropped, since it changed in between or other work took a processor",
                Statistics.quantile(references, 0.5),
                Statistics.quantile(references, 0.05),
                Statistics.quantile(references, 0.95),
                report.unpaired() * 100);
        final String noisy =
                "NOISY: the machine changed its pace, or was busy with other work. Don't quote these figures.";
        return Stream.concat(
                Stream.concat(Stream.of(reference), behind(report)),
                report.isNoisy() ? Stream.of(noisy) : Stream.empty());
    }

    /** Which subjects couldn't hold the rate that their schedule asks for. */
    private static Stream<String> behind(final Report report) {
        return report.results().stream()
                .filter(result -> result.row().metric() == Metric.ACHIEVED)
                .filter(result -> result.value() < HELD * result.row().subject().rate())
                .map(result -> "behind the schedule: " + result.row().name() + " came to "
                        + Figures.value(result.value(), Metric.ACHIEVED.unit())
                        + "; its latencies only tell for how long it was asked");
    }
}
