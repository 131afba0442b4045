package io.tandem.bench.harness;

import java.util.Collection;

/** Medians and their like. */
public final class Statistics {
    private Statistics() {}

    /** {@return the values in rising order} */
    public static double[] sorted(final Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    /** {@return the value below which a part of the values lies, between neighbours in proportion; NaN if there are none} */
    public static double quantile(final double[] sorted, final double part) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        final double place = part * (sorted.length - 1);
        final int below = (int) Math.floor(place);
        final int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
    }

    /** {@return the middle value; NaN if there are none} */
    public static double median(final Collection<Double> values) {
        return quantile(sorted(values), 0.5);
    }
}
