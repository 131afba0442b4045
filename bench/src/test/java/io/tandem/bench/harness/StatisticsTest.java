package io.tandem.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void shouldTakeTheMiddleWhenTheCountIsOdd() {
        assertThat(Statistics.median(List.of(9.0, 1.0, 4.0))).isEqualTo(4.0);
    }

    @Test
    void shouldTakeTheMeanOfTheMiddleTwoWhenTheCountIsEven() {
        assertThat(Statistics.median(List.of(8.0, 1.0, 2.0, 4.0))).isEqualTo(3.0);
    }

    @Test
    void shouldGoBetweenNeighboursInProportionWhenAPartFallsBetween() {
        final double[] sorted = {10, 20, 30, 40, 50, 60};

        assertThat(Statistics.quantile(sorted, 0.25)).isEqualTo(22.5);
        assertThat(Statistics.quantile(sorted, 0)).isEqualTo(10);
        assertThat(Statistics.quantile(sorted, 1)).isEqualTo(60);
    }

    @Test
    void shouldBeNotANumberWhenThereAreNoValues() {
        assertThat(Statistics.median(List.of())).isNaN();
    }
}
