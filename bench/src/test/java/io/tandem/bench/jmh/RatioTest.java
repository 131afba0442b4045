package io.tandem.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class RatioTest {
    @Test
    void shouldTellTheMedianOfThePairsWhenThePaceDrifts() {
        final Ratio ratio = new Ratio(scores(9, 50, 2), scores(10, 100, 1));

        assertThat(ratio.value()).isEqualTo(0.9);
        assertThat(ratio.low()).isEqualTo(0.5);
        assertThat(ratio.high()).isEqualTo(2);
    }

    @Test
    void shouldRefuseScoresWithoutAPartner() {
        assertThatThrownBy(() -> new Ratio(scores(1, 2), scores(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 scores and 1 baselines");
    }

    private static List<Score> scores(final double... values) {
        return DoubleStream.of(values)
                .mapToObj(value -> new Score(value, 0, "ops/us"))
                .toList();
    }
}
