package io.tandem.bench.harness;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Slices of two subjects, paired round by round.
 *
 * @param ratio    the median of the pairs' ratios; NaN without a pair.
 * @param low      a quarter of the ratios is below.
 * @param high     a quarter of the ratios is above.
 * @param pairs    how many there were.
 * @param unpaired how many rounds told nothing, since the machine changed in between or had other work.
 */
public record Comparison(double ratio, double low, double high, int pairs, int unpaired) {
    /** Reference figures further apart than this are unlike. */
    public static final double ALIKE = 1.25;

    /** Pairs the slices of two subjects. */
    public static Comparison of(final List<Sample> subject, final List<Sample> against, final Metric metric) {
        final Map<Integer, Sample> byRound = new HashMap<>();
        for (final Sample sample : against) {
            byRound.put(sample.round(), sample);
        }
        final List<Double> ratios = new ArrayList<>();
        int unpaired = 0;
        for (final Sample sample : subject) {
            final Sample other = byRound.get(sample.round());
            if (other == null) {
                continue;
            }
            final double ratio = sample.figure(metric) / other.figure(metric);
            if (!Double.isFinite(ratio)) {
                continue;
            }
            if (areAlike(sample, other, metric)) {
                ratios.add(ratio);
            } else {
                unpaired++;
            }
        }
        final double[] sorted = Statistics.sorted(ratios);
        return new Comparison(
                Statistics.quantile(sorted, 0.5),
                Statistics.quantile(sorted, 0.25),
                Statistics.quantile(sorted, 0.75),
                sorted.length,
                unpaired);
    }

    /** Compares what two subjects' slices told together, which leaves no spread. */
    static Comparison ofTogether(final double ratio, final int kept, final int dropped) {
        return new Comparison(ratio, Double.NaN, Double.NaN, kept, dropped);
    }

    private static boolean areAlike(final Sample one, final Sample other, final Metric metric) {
        final double least = Math.min(
                Math.min(one.referenceBefore(), one.referenceAfter()),
                Math.min(other.referenceBefore(), other.referenceAfter()));
        final double most = Math.max(
                Math.max(one.referenceBefore(), one.referenceAfter()),
                Math.max(other.referenceBefore(), other.referenceAfter()));
        return most <= least * ALIKE && Math.max(one.disturbance(), other.disturbance()) <= metric.mostDisturbance();
    }
}
