package io.tandem.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LapsTest {
    @Test
    void shouldKeepTheFirstLapsWhenThereAreTooMany() {
        final Laps laps = new Laps(3);
        final Histogram histogram = new Histogram(1_000_000_000_000L, 3);
        laps.start(1);

        for (int i = 0; i < 10; i++) {
            laps.lap();
        }

        laps.addTo(histogram);
        assertThat(histogram.getTotalCount()).isEqualTo(3);
        assertThat(laps.medianNanos()).isBetween(0.0, 1e12);
    }

    @Test
    void shouldForgetTheLastSliceWhenANewOneStarts() {
        final Laps laps = new Laps(8);
        laps.start(1);
        laps.lap();

        laps.start(Laps.LONG);

        assertThat(laps.medianNanos()).isNaN();
        assertThat(laps.size()).isEqualTo(Laps.LONG);
    }

    @Test
    void shouldGiveWhatWasToldOfASliceUntilANewOneStarts() {
        final Laps laps = new Laps(8);
        laps.start(1);
        laps.whole(7);
        laps.allocated(5);

        assertThat(laps.wholeOr(1)).isEqualTo(7);
        assertThat(laps.allocatedOr(1)).isEqualTo(5);

        laps.start(1);
        assertThat(laps.wholeOr(1)).isEqualTo(1);
        assertThat(laps.allocatedOr(1)).isEqualTo(1);
    }
}
