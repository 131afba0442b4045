package io.tandem.bench.harness;

import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What was found for a row.
 *
 * @param row        what was asked.
 * @param value      the median over the subject's slices, or what they tell together; NaN if that is nothing.
 * @param comparison with the other subject, or null if the row compares nothing.
 * @param skipped    which of its subjects wasn't measured, and why; or null.
 */
public record Result(
        Row row,
        double value,
        @Nullable Comparison comparison,
        @Nullable String skipped) {
    /** A verdict needs that many. */
    public static final int FEWEST_PAIRS = 5;

    /** Looks at the slices of a family whose subjects were all measured. */
    public static Result of(final Row row, final Map<Subject, List<Sample>> samples) {
        return of(row, samples, Map.of());
    }

    /** Looks at the slices of a family; of subjects that couldn't be measured, at the reason. */
    public static Result of(
            final Row row, final Map<Subject, List<Sample>> samples, final Map<Subject, String> missing) {
        return of(row, samples, Map.of(), missing);
    }

    /** The same, with the times of all slices together. */
    static Result of(
            final Row row,
            final Map<Subject, List<Sample>> samples,
            final Map<Subject, Histogram> times,
            final Map<Subject, String> missing) {
        final Subject against = row.against();
        final String skipped = skipped(missing, row.subject(), against);
        if (row.metric().isOfAllTimes()) {
            final double value = together(row.metric(), times.get(row.subject()));
            return new Result(
                    row, value, against == null ? null : together(row, against, value, samples, times), skipped);
        }
        final List<Sample> own = samples.getOrDefault(row.subject(), List.of());
        final double value = told(
                row.metric(),
                own.stream()
                        .map(sample -> sample.figure(row.metric()))
                        .filter(Double::isFinite)
                        .toList());
        return new Result(
                row,
                value,
                against == null ? null : Comparison.of(own, samples.getOrDefault(against, List.of()), row.metric()),
                skipped);
    }

    private static double told(final Metric metric, final List<Double> figures) {
        return metric == Metric.LATENCY_MAX
                ? figures.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN)
                : Statistics.median(figures);
    }

    private static Comparison together(
            final Row row,
            final Subject against,
            final double value,
            final Map<Subject, List<Sample>> samples,
            final Map<Subject, Histogram> times) {
        final double ratio = value / together(row.metric(), times.get(against));
        final int rounds = samples.getOrDefault(row.subject(), List.of()).size();
        final int kept = Math.min(kept(row, row.subject(), samples), kept(row, against, samples));
        return Comparison.ofTogether(ratio, kept, rounds - kept);
    }

    private static int kept(final Row row, final Subject subject, final Map<Subject, List<Sample>> samples) {
        return (int) samples.getOrDefault(subject, List.of()).stream()
                .filter(sample -> sample.disturbance() <= row.metric().mostDisturbance())
                .count();
    }

    private static double together(final Metric metric, final @Nullable Histogram times) {
        return times == null ? Double.NaN : Percentiles.of(times, metric.percentile());
    }

    private static @Nullable String skipped(final Map<Subject, String> missing, final @Nullable Subject... subjects) {
        for (final Subject subject : subjects) {
            if (subject != null && missing.containsKey(subject)) {
                return subject.name() + ": " + missing.get(subject);
            }
        }
        return null;
    }

    /** {@return whether the bar is reached; null if there is none, or nothing to tell it by} */
    public @Nullable Boolean met() {
        final Bar bar = row.bar();
        if (bar == null) {
            return null;
        }
        if (!bar.isOfRatio()) {
            return Double.isNaN(value) ? null : bar.isMetBy(value);
        }
        return (comparison == null || comparison.pairs() < FEWEST_PAIRS) ? null : bar.isMetBy(value, comparison);
    }
}
