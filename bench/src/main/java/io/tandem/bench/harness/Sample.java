package io.tandem.bench.harness;

import java.util.EnumMap;
import java.util.Map;

/**
 * What one slice told.
 *
 * @param round           in which it was; slices of the same round are compared.
 * @param referenceBefore the reference round trip just before it, in nanoseconds.
 * @param referenceAfter  just after.
 * @param disturbance     the part of the slice for which a process had no processor.
 * @param figures         what it told.
 */
public record Sample(
        int round, double referenceBefore, double referenceAfter, double disturbance, Map<Metric, Double> figures) {
    /** Copies the figures. */
    public Sample {
        figures = new EnumMap<>(figures);
    }

    /** {@return the figure, NaN if this slice tells nothing of it} */
    public double figure(final Metric metric) {
        final Double figure = figures.get(metric);
        return figure == null ? Double.NaN : figure;
    }
}
