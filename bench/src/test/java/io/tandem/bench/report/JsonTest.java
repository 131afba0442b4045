package io.tandem.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.bench.harness.Bar;
import io.tandem.bench.harness.Comparison;
import io.tandem.bench.harness.IdleSubject;
import io.tandem.bench.harness.Metric;
import io.tandem.bench.harness.Result;
import io.tandem.bench.harness.Row;
import io.tandem.bench.harness.Subject;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {
    private final Subject pipe = new IdleSubject("pipe");
    private final Subject ring = new IdleSubject("ring \"direct\"");

    @Test
    void shouldWriteEveryFieldWhenARowIsComplete() {
        final Result result = new Result(
                Row.of("raw", Metric.ROUND_TRIP, pipe, ring, Bar.ratioAtMost(1.05)),
                212.5,
                new Comparison(1.03, 1.01, 1.04, 50, 2),
                null);

        assertThat(Json.of(List.of(result)))
                .isEqualTo("[\n{\"name\": \"raw\", \"metric\": \"round trip\", \"unit\": \"ns\", \"value\": 212.500,"
                        + " \"against\": \"ring \\\"direct\\\"\", \"ratio\": 1.03000, \"spread\": [1.01000, 1.04000],"
                        + " \"bar\": \"<= 1.05 x\", \"met\": true}\n]\n");
    }

    @Test
    void shouldWriteNullWhenThereIsNothingToTell() {
        final Result alone = new Result(Row.of("alone", Metric.ALLOCATION, pipe), Double.NaN, null, null);
        final Result unpaired = new Result(
                Row.of("unpaired", Metric.THROUGHPUT, pipe, ring, Bar.ratioAtLeast(0.95)),
                1.25e7,
                new Comparison(Double.NaN, Double.NaN, Double.NaN, 0, 9),
                null);

        assertThat(Json.of(List.of(alone, unpaired)))
                .isEqualTo("[\n{\"name\": \"alone\", \"metric\": \"allocation\", \"unit\": \"B/op\", \"value\": null,"
                        + " \"against\": null, \"ratio\": null, \"spread\": null, \"bar\": null, \"met\": null},\n"
                        + "{\"name\": \"unpaired\", \"metric\": \"throughput\", \"unit\": \"msg/s\", \"value\": 1.25000e+07,"
                        + " \"against\": \"ring \\\"direct\\\"\", \"ratio\": null, \"spread\": null,"
                        + " \"bar\": \">= 0.95 x\", \"met\": null}\n]\n");
    }

    @Test
    void shouldWriteTheReasonWhenARowWasSkipped() {
        final Result skipped = new Result(
                Row.of("raw", Metric.THROUGHPUT, pipe, ring, Bar.ratioAtLeast(5)), 1, null, "ring: there is none");

        assertThat(Json.of(List.of(skipped)))
                .contains("\"ratio\": null, \"spread\": null, \"bar\": \">= 5.00 x\", \"met\": null,"
                        + " \"skipped\": \"ring: there is none\"}");
    }

    @Test
    void shouldEscapeWhatJsonCannotHoldInText() {
        assertThat(Json.text("a\\b\"c\nd")).isEqualTo("\"a\\\\b\\\"c\\u000ad\"");
    }
}
