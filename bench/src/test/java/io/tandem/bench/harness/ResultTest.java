package io.tandem.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResultTest {
    private final Subject subject = new IdleSubject("subject");
    private final Subject against = new IdleSubject("against");

    @Test
    void shouldMeetABarOfTheRatioOnlyUpToItsLimit() {
        assertThat(met(Metric.ROUND_TRIP, 1.05, Bar.ratioAtMost(1.05))).isTrue();
        assertThat(met(Metric.ROUND_TRIP, 1.06, Bar.ratioAtMost(1.05))).isFalse();
        assertThat(met(Metric.THROUGHPUT, 0.95, Bar.ratioAtLeast(0.95))).isTrue();
        assertThat(met(Metric.THROUGHPUT, 0.94, Bar.ratioAtLeast(0.95))).isFalse();
    }

    @Test
    void shouldMeetABarOfTheValueOnlyUpToItsLimit() {
        assertThat(Result.of(
                                Row.of("r", Metric.ALLOCATION, subject, Bar.valueAtMost(0)),
                                samples(Metric.ALLOCATION, 0, 1))
                        .met())
                .isTrue();
        assertThat(Result.of(
                                Row.of("r", Metric.ALLOCATION, subject, Bar.valueAtMost(0)),
                                samples(Metric.ALLOCATION, 0.01, 1))
                        .met())
                .isFalse();
    }

    @Test
    void shouldReadOneAgainstItselfOnlyWithinItsSpread() {
        final Bar bar = Bar.ratioOne();

        assertThat(bar.isMetBy(10, new Comparison(1.01, 0.99, 1.02, 9, 0))).isTrue();
        assertThat(bar.isMetBy(10, new Comparison(1.03, 1.01, 1.05, 9, 0))).isFalse();
        assertThat(bar.isMetBy(10, new Comparison(0.97, 0.95, 0.99, 9, 0))).isFalse();
    }

    @Test
    void shouldMeetAnExcessWhenTheValueIsNotMuchMoreThanTheOther() {
        final Bar bar = Bar.excessAtMost(2);

        // 10 ns by a ratio of 1.25: the other one takes 8.
        assertThat(bar.isMetBy(10, new Comparison(1.25, 1, 1.5, 9, 0))).isTrue();
        assertThat(bar.isMetBy(10, new Comparison(1.3, 1, 1.5, 9, 0))).isFalse();
        assertThat(bar.isMetBy(10, new Comparison(0.8, 0.7, 0.9, 9, 0))).isTrue();
        assertThat(bar.isMetBy(Double.NaN, new Comparison(1.1, 1, 1.5, 9, 0))).isFalse();
        assertThat(bar).hasToString("<= 2 more");
    }

    @Test
    void shouldTellNothingWhenThereIsNoBarOrTooFewPairs() {
        final Row withoutBar = Row.of("r", Metric.ROUND_TRIP, subject, against);
        final Row withBar = Row.of("r", Metric.ROUND_TRIP, subject, against, Bar.ratioAtMost(1));

        assertThat(Result.of(withoutBar, samples(Metric.ROUND_TRIP, 1, 1)).met())
                .isNull();
        assertThat(Result.of(withBar, Map.of()).met()).isNull();
        assertThat(Result.of(withBar, samples(Result.FEWEST_PAIRS - 1, Metric.ROUND_TRIP, 1, 1))
                        .met())
                .isNull();
        assertThat(Result.of(withBar, Map.of()).value()).isNaN();
    }

    @Test
    void shouldTellWhichSubjectWasMissingAndWhy() {
        final Row row = Row.of("r", Metric.ROUND_TRIP, subject, against, Bar.ratioAtMost(1));
        final Map<Subject, List<Sample>> own =
                Map.of(subject, samples(Metric.ROUND_TRIP, 1, 1).get(subject));

        final Result result = Result.of(row, own, Map.of(against, "there is none"));

        assertThat(result.skipped()).isEqualTo("against: there is none");
        assertThat(result.value()).isEqualTo(1);
        assertThat(result.met()).isNull();
        assertThat(Result.of(row, samples(Metric.ROUND_TRIP, 1, 1)).skipped()).isNull();
    }

    @Test
    void shouldTellTailsOfTheTimesOfAllKeptSlicesTogether() {
        final Row row = Row.of("r", Metric.LATENCY_999, subject, against);
        final Map<Subject, List<Sample>> samples = Map.of(
                subject, List.of(sample(0, 0, 1), sample(1, 0.002, 1), sample(2, 0.01, 1)),
                against, List.of(sample(0, 0.01, 1), sample(1, 0.01, 1), sample(2, 0, 1)));

        final Result result = Result.of(row, samples, Map.of(subject, times(90), against, times(30)), Map.of());

        assertThat(result.value()).isEqualTo(90);
        assertThat(result.comparison()).isEqualTo(new Comparison(3, Double.NaN, Double.NaN, 1, 2));
        assertThat(Result.of(row, samples, Map.of(subject, new Histogram(100, 3)), Map.of())
                        .value())
                .isNaN();
    }

    @Test
    void shouldTellTheLargestTimeOfAllSlicesWhateverTheMachineDid() {
        final Row row = Row.of("r", Metric.LATENCY_MAX, subject);
        final Map<Subject, List<Sample>> samples =
                Map.of(subject, List.of(sample(0, 0, 7), sample(1, 0.5, 70), sample(2, 0, 8)));

        final Result result = Result.of(row, samples);

        assertThat(result.value()).isEqualTo(70);
    }

    private static Sample sample(final int round, final double disturbance, final double most) {
        return new Sample(round, 100, 100, disturbance, Map.of(Metric.LATENCY_MAX, most));
    }

    private static Histogram times(final long slowest) {
        final Histogram times = new Histogram(1000, 3);
        times.recordValueWithCount(1, 9980);
        times.recordValueWithCount(slowest, 20);
        return times;
    }

    @Test
    void shouldRefuseAFamilyWhenARowComparesAStranger() {
        assertThatThrownBy(() -> new Family(
                        "family", 1, List.of(subject), List.of(Row.of("r", Metric.ROUND_TRIP, subject, against))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"r\"")
                .hasMessageContaining("\"family\"");
    }

    private @Nullable Boolean met(final Metric metric, final double ratio, final Bar bar) {
        return Result.of(Row.of("r", metric, subject, against, bar), samples(metric, ratio, 1))
                .met();
    }

    private Map<Subject, List<Sample>> samples(final Metric metric, final double own, final double other) {
        return samples(Result.FEWEST_PAIRS, metric, own, other);
    }

    private Map<Subject, List<Sample>> samples(
            final int rounds, final Metric metric, final double own, final double other) {
        return Map.of(subject, slices(rounds, metric, own), against, slices(rounds, metric, other));
    }

    private static List<Sample> slices(final int rounds, final Metric metric, final double figure) {
        return IntStream.range(0, rounds)
                .mapToObj(round -> new Sample(round, 100, 100, 0, Map.of(metric, figure)))
                .toList();
    }
}
