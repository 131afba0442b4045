package io.tandem.bench.harness;

import java.util.List;

/**
 * What a run found.
 *
 * @param results       in the order of the suite's rows.
 * @param references    all reference round trips, in nanoseconds.
 * @param distributions of the subjects whose times were taken one by one.
 * @param nanos         how long it took.
 */
public record Report(List<Result> results, List<Double> references, List<Distribution> distributions, long nanos) {
    private static final double MANY_UNPAIRED = 0.3;
    private static final double WIDE_SPREAD = 0.2;

    /** Copies what it is given. */
    public Report {
        results = List.copyOf(results);
        references = List.copyOf(references);
        distributions = List.copyOf(distributions);
    }

    /** {@return the part of all comparisons that told nothing, since the machine changed in between} */
    public double unpaired() {
        long paired = 0;
        long unpaired = 0;
        for (final Result result : results) {
            final Comparison comparison = result.comparison();
            if (comparison != null) {
                paired += comparison.pairs();
                unpaired += comparison.unpaired();
            }
        }
        return paired + unpaired == 0 ? 0 : (double) unpaired / (paired + unpaired);
    }

    /** {@return whether the figures deserve little trust} What is compared with itself tells that best. */
    public boolean isNoisy() {
        return unpaired() > MANY_UNPAIRED || results.stream().anyMatch(Report::differsFromItself);
    }

    private static boolean differsFromItself(final Result result) {
        final Comparison comparison = result.comparison();
        final Bar bar = result.row().bar();
        return comparison != null
                && bar != null
                && bar.of() == Bar.Of.RATIO_ONE
                && result.skipped() == null
                && (!bar.isMetBy(result.value(), comparison) || comparison.high() - comparison.low() > WIDE_SPREAD);
    }
}
