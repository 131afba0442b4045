package io.tandem.bench.harness;

import org.HdrHistogram.Histogram;

/** Percentiles of times, as far as there are enough times to tell. */
final class Percentiles {
    /** As many have to lie beyond a percentile, or chance decides it. */
    private static final int BEYOND = 5;

    private static final double ROUNDING = 1e-6;

    private Percentiles() {}

    /** {@return the percentile, NaN if there are too few} */
    static double of(final Histogram times, final double percentile) {
        final double beyond = times.getTotalCount() * (100 - percentile) / 100;
        return beyond >= BEYOND - ROUNDING ? times.getValueAtPercentile(percentile) : Double.NaN;
    }
}
