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
 * @param skipped    which of its subjects wasn't measured, and why; or null.
 */
public record Result(
        Row row,
        double value,
        @Nullable Comparison comparison,
        @Nullable String skipped) {
    /** Looks at the slices of a family whose subjects were all measured. */
    public static Result of(final Row row, final Map<Subject, List<Sample>> samples) {
        return of(row, samples, Map.of());
    }

    /** Looks at the slices of a family; of subjects that couldn't be measured, at the reason. */
    public static Result of(
            final Row row, final Map<Subject, List<Sample>> samples, final Map<Subject, String> missing) {
        final List<Sample> own = samples.getOrDefault(row.subject(), List.of());
        final double value = Statistics.median(own.stream()
                .map(sample -> sample.figure(row.metric()))
                .filter(Double::isFinite)
                .toList());
        final Subject against = row.against();
        return new Result(
                row,
                value,
                against == null ? null : Comparison.of(own, samples.getOrDefault(against, List.of()), row.metric()),
                skipped(missing, row.subject(), against));
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
        return (comparison == null || comparison.pairs() == 0) ? null : bar.isMetBy(comparison);
    }
}
