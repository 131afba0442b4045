package io.tandem.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class PercentilesTest {
    private final Histogram times = new Histogram(1_000_000, 3);

    @Test
    void shouldTellAPercentileOnlyWhenEnoughTimesLieBeyond() {
        times.recordValueWithCount(10, 49_000);
        times.recordValueWithCount(90, 999);

        assertThat(Percentiles.of(times, 99.99)).isNaN();
        assertThat(Percentiles.of(times, 99.9)).isEqualTo(90);

        times.recordValue(90);

        assertThat(Percentiles.of(times, 99.99)).isEqualTo(90);
    }

    @Test
    void shouldTellNothingOfNoTimes() {
        assertThat(Percentiles.of(times, 50)).isNaN();
    }
}
