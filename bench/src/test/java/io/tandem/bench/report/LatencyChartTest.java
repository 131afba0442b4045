package io.tandem.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyChartTest {
    @ParameterizedTest
    @CsvSource({"1, 0 %", "2, 50 %", "10, 90 %", "100, 99 %", "10000, 99.99 %", "1000000, 99.9999 %"})
    void shouldNameThePercentileBelowWhichAllButOneOfSoManyLie(final double oneIn, final String percentile) {
        assertThat(LatencyChart.percent(oneIn)).isEqualTo(percentile);
    }
}
