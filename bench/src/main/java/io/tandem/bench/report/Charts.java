package io.tandem.bench.report;

import io.tandem.bench.harness.Chart;
import io.tandem.bench.harness.Distribution;
import io.tandem.bench.harness.Point;
import io.tandem.bench.harness.Report;
import io.tandem.bench.harness.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Draws what is better seen than read: latency by percentile for each family, and the rows that are points of a chart. */
final class Charts {
    private Charts() {}

    /** {@return the files that were drawn} */
    static List<Path> draw(final Path directory, final String suite, final Report report) throws IOException {
        final List<Path> files = new ArrayList<>();
        for (final Map.Entry<String, List<Distribution>> family :
                byFamily(report).entrySet()) {
            final Path file = directory.resolve(suite + "-latency-" + fileName(family.getKey()) + ".png");
            LatencyChart.draw(file, family.getKey() + trust(report), family.getValue());
            files.add(file);
        }
        for (final Map.Entry<Chart, Map<String, NavigableMap<Double, Double>>> chart :
                points(report).entrySet()) {
            final Path file = directory.resolve(chart.getKey().file() + ".png");
            PointChart.draw(file, chart.getKey(), trust(report), chart.getValue());
            files.add(file);
        }
        return files;
    }

    // A chart is looked at without its page.
    private static String trust(final Report report) {
        return report.isNoisy() ? " (NOISY run)" : "";
    }

    private static Map<String, List<Distribution>> byFamily(final Report report) {
        final Map<String, List<Distribution>> families = new LinkedHashMap<>();
        for (final Distribution distribution : report.distributions()) {
            families.computeIfAbsent(distribution.family(), family -> new ArrayList<>())
                    .add(distribution);
        }
        return families;
    }

    /** What was measured, by chart, series and place. */
    private static Map<Chart, Map<String, NavigableMap<Double, Double>>> points(final Report report) {
        final Map<Chart, Map<String, NavigableMap<Double, Double>>> charts = new LinkedHashMap<>();
        for (final Result result : report.results()) {
            final Point point = result.row().point();
            if (point != null && Double.isFinite(result.value()) && result.value() > 0) {
                charts.computeIfAbsent(point.chart(), chart -> new LinkedHashMap<>())
                        .computeIfAbsent(point.series(), series -> new TreeMap<>())
                        .put(point.x(), result.value());
            }
        }
        return charts;
    }

    private static String fileName(final String family) {
        return family.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }
}
