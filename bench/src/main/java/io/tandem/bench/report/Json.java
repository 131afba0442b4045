package io.tandem.bench.report;

import io.tandem.bench.harness.Bar;
import io.tandem.bench.harness.Comparison;
import io.tandem.bench.harness.Result;
import io.tandem.bench.harness.Subject;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Results as an array of objects, one a row, each in a line of its own. */
public final class Json {
    private Json() {}

    /** {@return the array, its lines ended} */
    public static String of(final List<Result> results) {
        return results.stream().map(Json::object).collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    private static String object(final Result result) {
        final Subject against = result.row().against();
        final Comparison comparison = result.comparison();
        final Bar bar = result.row().bar();
        return "{\"name\": " + text(result.row().name())
                + ", \"metric\": " + text(result.row().metric().label())
                + ", \"unit\": " + text(result.row().metric().unit())
                + ", \"value\": " + number(result.value())
                + ", \"against\": " + (against == null ? "null" : text(against.name()))
                + ", \"ratio\": " + (comparison == null ? "null" : number(comparison.ratio()))
                + ", \"spread\": "
                + (comparison == null || Double.isNaN(comparison.low())
                        ? "null"
                        : "[" + number(comparison.low()) + ", " + number(comparison.high()) + "]")
                + ", \"bar\": " + (bar == null ? "null" : text(bar.toString()))
                + ", \"met\": " + truth(result.met())
                + (result.skipped() == null ? "" : ", \"skipped\": " + text(result.skipped())) + "}";
    }

    private static String truth(final @Nullable Boolean met) {
        return met == null ? "null" : met.toString();
    }

    /** JSON knows neither NaN nor infinity. */
    private static String number(final double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.6g", value) : "null";
    }

    static String text(final String text) {
        final StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
