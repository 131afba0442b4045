package io.tandem.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.bench.harness.Bar;
import io.tandem.bench.harness.Comparison;
import io.tandem.bench.harness.IdleSubject;
import io.tandem.bench.harness.Metric;
import io.tandem.bench.harness.Report;
import io.tandem.bench.harness.Result;
import io.tandem.bench.harness.Row;
import io.tandem.bench.harness.Subject;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private final Subject pipe = new IdleSubject("pipe");
    private final Subject ring = new IdleSubject("ring");

    @Test
    void shouldAlignColumnsWhenRowsDifferInLength() {
        final List<String> lines = Table.of(
                        report(new Comparison(1.034, 1.01, 1.04, 95, 5), new Comparison(0.5, 0.49, 0.51, 100, 0)))
                .lines()
                .toList();

        assertThat(lines.get(0)).startsWith("row ").endsWith("met");
        assertThat(lines.get(1))
                .contains("212 ns", "1.034", "1.010 .. 1.040", "95 of 100", "<= 1.05 x")
                .endsWith("yes");
        assertThat(lines.get(2)).contains("12.5 M msg/s", "0.500", ">= 0.95 x").endsWith("NO");
        assertThat(lines.get(1).indexOf("ring")).isEqualTo(lines.get(0).indexOf("against"));
        assertThat(lines.get(2).indexOf("ring")).isEqualTo(lines.get(0).indexOf("against"));
    }

    @Test
    void shouldCallARunNoisyOnlyWhenManyPairsWereDroppedOrWhatIsComparedWithItselfDiffers() {
        final Comparison quiet = new Comparison(1, 0.99, 1.01, 95, 5);
        final Comparison dropped = new Comparison(1, 0.99, 1.01, 20, 80);
        final Comparison wide = new Comparison(1, 0.8, 1.2, 100, 0);
        final Comparison other = new Comparison(1.1, 1.05, 1.15, 100, 0);

        assertThat(Table.of(report(quiet, quiet))).doesNotContain("NOISY");
        assertThat(Table.of(report(dropped, quiet))).contains("NOISY");
        assertThat(Table.of(report(quiet, wide))).doesNotContain("NOISY");
        assertThat(Table.of(ofItself(quiet))).doesNotContain("NOISY");
        assertThat(Table.of(ofItself(wide))).contains("NOISY");
        assertThat(Table.of(ofItself(other))).contains("NOISY");
    }

    @Test
    void shouldSayWhichSubjectsFellBehindTheirSchedule() {
        assertThat(Table.of(achieved(99_900))).doesNotContain("behind the schedule");
        assertThat(Table.of(achieved(83_400))).contains("behind the schedule: pipe at 100 k/s came to 83.4 k msg/s");
    }

    private Report achieved(final double rate) {
        final Row row = Row.of("pipe at 100 k/s", Metric.ACHIEVED, pipe);
        return new Report(List.of(new Result(row, rate, null, null)), List.of(100.0), List.of(), 1_000_000_000);
    }

    private Report ofItself(final Comparison comparison) {
        final Row row = Row.of("a against itself", Metric.ROUND_TRIP, pipe, ring, Bar.ratioOne());
        return new Report(List.of(new Result(row, 212, comparison, null)), List.of(100.0), List.of(), 1_000_000_000);
    }

    private Report report(final Comparison first, final Comparison second) {
        return new Report(
                List.of(
                        new Result(Row.of("a", Metric.ROUND_TRIP, pipe, ring, Bar.ratioAtMost(1.05)), 212, first, null),
                        new Result(
                                Row.of("a longer name", Metric.THROUGHPUT, pipe, ring, Bar.ratioAtLeast(0.95)),
                                12.5e6,
                                second,
                                null)),
                List.of(100.0, 110.0),
                List.of(),
                1_000_000_000);
    }
}
