package io.tandem.bench.report;

import io.tandem.bench.harness.Distribution;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.knowm.xchart.XYChart;

/** Latency by percentile: 90, 99, 99.9 per cent stand equally far apart, so that the tail shows. */
final class LatencyChart {
    private static final int STEPS_PER_DECADE = 24;
    private static final double MOST = 1e6;
    private static final int MOST_DIGITS = 9;

    private LatencyChart() {}

    static void draw(final Path file, final String title, final List<Distribution> distributions) throws IOException {
        final XYChart chart = ChartStyle.chart("Latency by percentile: " + title, "percentile", "latency");
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setXAxisMin(1.0);
        // What stands at x is slower than all but one in x.
        chart.setCustomXAxisTickLabelsFormatter(x -> percent(x));
        chart.setCustomYAxisTickLabelsFormatter(Figures::axisNanos);
        for (final Distribution distribution : distributions) {
            line(chart, distribution);
        }
        ChartStyle.save(chart, file);
    }

    private static void line(final XYChart chart, final Distribution distribution) {
        final Histogram histogram = distribution.histogram();
        // Beyond that, a single time would decide.
        final double last = Math.min(MOST, (double) histogram.getTotalCount());
        final List<Double> across = new ArrayList<>();
        final List<Double> up = new ArrayList<>();
        for (int step = 0; Math.pow(10, (double) step / STEPS_PER_DECADE) <= last; step++) {
            final double oneIn = Math.pow(10, (double) step / STEPS_PER_DECADE);
            across.add(oneIn);
            up.add((double) Math.max(1, histogram.getValueAtPercentile(100 - 100 / oneIn)));
        }
        ChartStyle.line(
                chart,
                distribution.name(),
                across.stream().mapToDouble(Double::doubleValue).toArray(),
                up.stream().mapToDouble(Double::doubleValue).toArray(),
                false);
    }

    static String percent(final double oneIn) {
        final double rest = 100 / oneIn;
        final double percent = 100 - rest;
        for (int digits = 0; ; digits++) {
            final String text = String.format(Locale.ROOT, "%." + digits + "f", percent);
            if (digits == MOST_DIGITS || Math.abs(Double.parseDouble(text) - percent) < rest / 100) {
                return text + " %";
            }
        }
    }
}
