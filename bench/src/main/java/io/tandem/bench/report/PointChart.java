package io.tandem.bench.report;

import io.tandem.bench.harness.Chart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.knowm.xchart.XYChart;

/** Messages a second by something that changes from row to row. */
final class PointChart {
    private static final double LOG_2 = Math.log(2);
    private static final int KIB = 1024;

    private PointChart() {}

    static void draw(
            final Path file,
            final Chart chart,
            final String trust,
            final Map<String, NavigableMap<Double, Double>> lines)
            throws IOException {
        final XYChart drawn = ChartStyle.chart(chart.title() + trust, chart.across(), "messages a second");
        final List<String> steps = chart.steps();
        final boolean powers = steps.isEmpty();
        drawn.setCustomYAxisTickLabelsFormatter(Figures::count);
        drawn.setCustomXAxisTickLabelsFormatter(powers ? PointChart::power : x -> step(steps, x));
        lines.forEach((name, line) -> ChartStyle.line(
                drawn,
                name,
                line.keySet().stream()
                        .mapToDouble(x -> powers ? Math.log(x) / LOG_2 : x)
                        .toArray(),
                line.values().stream().mapToDouble(Double::doubleValue).toArray(),
                true));
        ChartStyle.save(drawn, file);
    }

    // Only whole places have a name; the library may want ticks elsewhere, too.
    private static String power(final double x) {
        final double bytes = Math.pow(2, x);
        return x != Math.rint(x) ? "" : bytes < KIB ? (long) bytes + " B" : (long) bytes / KIB + " KiB";
    }

    private static String step(final List<String> steps, final double x) {
        return x != Math.rint(x) || x < 0 || x >= steps.size() ? "" : steps.get((int) x);
    }
}
