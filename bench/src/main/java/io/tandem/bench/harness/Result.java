package io.tandem.bench.harness;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found for a row.
 *
 * @param row        what was asked.
 * @param value      the median over the subject's slices, NaN if there was none.
 * @param comparison with the other subject, or null if the row compares nothing.
 */
public record Result(Row row, double value, @Nullable Comparison comparison) {
    /** Looks at the slices of a family. */
    public static Result of(final Row row, final Map<Subject, List<Sample>> samples) {
        final List<Sample> own = samples.getOrDefault(row.subject(), List.of());
        final double value = Statistics.median(own.stream()
                .map(sample -> sample.figure(row.metric()))
                .filter(Double::isFinite)
                .toList());
        final Subject against = row.against();
        return new Result(
                row,
                value,
                against == null ? null : Comparison.of(own, samples.getOrDefault(against, List.of()), row.metric()));
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
        return (comparison == null || comparison.pairs() == 0) ? null : bar.isMetBy(comparison);
    }
}
