package io.tandem.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    @Test
    void shouldPairRoundByRoundWhenThePaceDrifts() {
        final List<Sample> subject = new ArrayList<>();
        final List<Sample> against = new ArrayList<>();
        final long seed = System.nanoTime();
        System.out.println("seed " + seed);
        final Random random = new Random(seed);
        for (int round = 0; round < 101; round++) {
            // The machine's pace changes by ten between rounds, and the two by a tenth within each.
            final double pace = 100 + 900 * random.nextDouble();
            against.add(sample(round, pace, pace));
            subject.add(sample(round, pace, pace * 1.1));
        }

        final Comparison comparison = Comparison.of(subject, against, Metric.ROUND_TRIP);

        assertThat(comparison.pairs()).isEqualTo(101);
        assertThat(comparison.unpaired()).isZero();
        assertThat(comparison.ratio()).isCloseTo(1.1, within());
        assertThat(comparison.low()).isCloseTo(1.1, within());
        assertThat(comparison.high()).isCloseTo(1.1, within());
    }

    @Test
    void shouldTellTheMiddleHalfWhenRatiosDiffer() {
        final List<Sample> subject = new ArrayList<>();
        final List<Sample> against = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            subject.add(sample(round, 100, round + 1));
            against.add(sample(round, 100, 1));
        }

        final Comparison comparison = Comparison.of(subject, against, Metric.ROUND_TRIP);

        assertThat(comparison).isEqualTo(new Comparison(3, 2, 4, 5, 0));
    }

    @Test
    void shouldLeaveARoundOutWhenItsReferencesAreUnlike() {
        final List<Sample> subject = List.of(sample(0, 100, 2), sample(1, 130, 50), sample(2, 124, 2));
        final List<Sample> against = List.of(sample(0, 100, 1), sample(1, 100, 1), sample(2, 100, 1));

        final Comparison comparison = Comparison.of(subject, against, Metric.ROUND_TRIP);

        assertThat(comparison).isEqualTo(new Comparison(2, 2, 2, 2, 1));
    }

    @Test
    void shouldLeaveARoundOutWhenTheReferenceChangedDuringASlice() {
        final Map<Metric, Double> figures = Map.of(Metric.ROUND_TRIP, 7.0);

        final Comparison comparison = Comparison.of(
                List.of(new Sample(0, 100, 500, 0, figures)), List.of(sample(0, 100, 7)), Metric.ROUND_TRIP);

        assertThat(comparison.pairs()).isZero();
        assertThat(comparison.unpaired()).isOne();
        assertThat(comparison.ratio()).isNaN();
    }

    @Test
    void shouldLeaveARoundOutWhenASliceLackedAProcessor() {
        final Map<Metric, Double> figures = Map.of(Metric.ROUND_TRIP, 7.0, Metric.THROUGHPUT, 7.0);
        final List<Sample> alone = List.of(new Sample(0, 100, 100, 0, figures));
        final List<Sample> little = List.of(new Sample(0, 100, 100, 0.1, figures));
        final List<Sample> much = List.of(new Sample(0, 100, 100, 0.5, figures));

        final Comparison median = Comparison.of(alone, little, Metric.ROUND_TRIP);
        final Comparison whole = Comparison.of(alone, little, Metric.THROUGHPUT);
        final Comparison disturbed = Comparison.of(much, alone, Metric.ROUND_TRIP);

        assertThat(median.pairs()).isOne();
        assertThat(whole).matches(none -> none.pairs() == 0 && none.unpaired() == 1);
        assertThat(disturbed).matches(none -> none.pairs() == 0 && none.unpaired() == 1);
    }

    @Test
    void shouldPassOverRoundsWhenOneSideToldNothing() {
        final List<Sample> subject = List.of(sample(0, 100, 4), sample(1, 100, 4), sample(2, 100, Double.NaN));
        final List<Sample> against = List.of(sample(0, 100, 2), sample(2, 100, 2));

        final Comparison comparison = Comparison.of(subject, against, Metric.ROUND_TRIP);

        assertThat(comparison).isEqualTo(new Comparison(2, 2, 2, 1, 0));
    }

    private static Sample sample(final int round, final double reference, final double roundTrip) {
        return new Sample(round, reference, reference, 0, Map.of(Metric.ROUND_TRIP, roundTrip));
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-9);
    }
}
