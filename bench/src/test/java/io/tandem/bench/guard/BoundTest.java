package io.tandem.bench.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundTest {
    @ParameterizedTest
    @CsvSource({
        "true, 1.05, HELD", "true, 1.051, LOST", "true, 2.1, LOST", "true, 2.11, GROSSLY_LOST",
        "false, 1.05, HELD", "false, 1.049, LOST", "false, 0.525, LOST", "false, 0.52, GROSSLY_LOST",
        "true, NaN, UNKNOWN", "false, Infinity, UNKNOWN"
    })
    void shouldJudgeARatioByHowFarItIsBeyondTheLimit(
            final boolean atMost, final double ratio, final Bound.Verdict verdict) {
        final Bound bound = new Bound("ipc", "pipe", "round trip", "ring", atMost, 1.05);

        assertThat(bound.judge(ratio)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"0, HELD", "0.01, GROSSLY_LOST", "48, GROSSLY_LOST"})
    void shouldForgiveNothingWhenTheValueItselfIsBounded(final double bytes, final Bound.Verdict verdict) {
        final Bound bound = new Bound("ipc", "pipe", "allocation", null, true, 0);

        assertThat(bound.judge(bytes)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"true, 1.2, 1.1, 1.1", "false, 0.8, 0.9, 0.9", "true, NaN, 1.4, 1.4", "false, 0.7, NaN, 0.7"})
    void shouldKeepTheBetterOfTwoTries(
            final boolean atMost, final double one, final double other, final double better) {
        final Bound bound = new Bound("ipc", "pipe", "round trip", "ring", atMost, 1);

        final Measured kept =
                Finding.better(bound, new Measured(0, one, one, one, ""), new Measured(0, other, other, other, ""));

        assertThat(kept.figure()).isEqualTo(better);
    }

    @ParameterizedTest
    @CsvSource({
        "1.04, '', false, false",
        "1.2, '', true, false",
        "2.2, '', true, true",
        "NaN, '', true, false",
        "NaN, no cc, false, false"
    })
    void shouldFailOnAMachineOfOthersForGrossLossesAlone(
            final double ratio, final String note, final boolean failure, final boolean failureInCi) {
        final Bound bound = new Bound("ipc", "pipe", "round trip", "ring", true, 1.05);

        final Finding finding = new Finding(bound, new Measured(0, ratio, ratio, ratio, note), 3);

        assertThat(finding.isFailure(false)).isEqualTo(failure);
        assertThat(finding.isFailure(true)).isEqualTo(failureInCi);
    }
}
