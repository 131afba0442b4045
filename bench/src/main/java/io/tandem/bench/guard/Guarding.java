package io.tandem.bench.guard;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Comparison;
import io.tandem.bench.harness.Family;
import io.tandem.bench.harness.Plan;
import io.tandem.bench.harness.Result;
import io.tandem.bench.harness.Row;
import io.tandem.bench.harness.Runner;
import io.tandem.bench.harness.Selection;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Suite;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Measures the rows of one suite that some bounds speak of. In a JVM of its own, so that it compiles nothing but these. */
final class Guarding {
    private Guarding() {}

    static List<Measured> measure(
            final Class<? extends Suite> suite, final List<Bound> bounds, final Function<Selected, Plan> plan)
            throws IOException {
        final List<Result> results = Runner.run(
                        suite, plan.apply(new Selected(bounds)), family -> System.err.println("measuring: " + family))
                .results();
        final List<Measured> measured = new ArrayList<>();
        for (int i = 0; i < bounds.size(); i++) {
            measured.add(measured(i, bounds.get(i), results));
        }
        return measured;
    }

    private static Measured measured(final int place, final Bound bound, final List<Result> results) {
        final Result result = results.stream()
                .filter(one -> speaksOf(bound, one.row()))
                .findFirst()
                .orElseThrow(() -> new BenchException("the suite " + bound.suite() + " has no row \"" + bound.row()
                        + "\", " + bound.metric() + (bound.isExact() ? "" : ", against \"" + bound.against() + "\"")
                        + ": correct the file of bounds"));
        final String note = Objects.requireNonNullElse(result.skipped(), "");
        final Comparison comparison = result.comparison();
        return comparison == null || bound.isExact()
                ? new Measured(place, result.value(), result.value(), result.value(), note)
                : new Measured(place, comparison.ratio(), comparison.low(), comparison.high(), note);
    }

    static boolean speaksOf(final Bound bound, final Row row) {
        final Subject against = row.against();
        return row.name().equals(bound.row())
                && row.metric().label().equals(bound.metric())
                && (bound.isExact() || against != null && against.name().equals(bound.against()));
    }

    /** The rows of some bounds. */
    record Selected(List<Bound> bounds) implements Selection {
        @Override
        public boolean includes(final Family family, final Row row) {
            return bounds.stream().anyMatch(bound -> speaksOf(bound, row));
        }
    }
}
