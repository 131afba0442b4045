package io.tandem.bench.report;

import java.util.Locale;

/** Numbers as people read them: three digits that matter. */
final class Figures {
    private Figures() {}

    static String value(final double value, final String unit) {
        if (Double.isNaN(value)) {
            return "-";
        }
        return switch (unit) {
            case "ns" -> nanos(value);
            case "msg/s" -> value >= 1e6 ? three(value / 1e6) + " M " + unit : three(value / 1e3) + " k " + unit;
            default -> three(value) + " " + unit;
        };
    }

    static String nanos(final double nanos) {
        if (nanos < 1e4) {
            return three(nanos) + " ns";
        }
        return nanos < 1e7 ? three(nanos / 1e3) + " us" : three(nanos / 1e6) + " ms";
    }

    static String ratio(final double ratio) {
        return Double.isNaN(ratio) ? "-" : String.format(Locale.ROOT, "%.3f", ratio);
    }

    private static String three(final double value) {
        if (value == 0 || Math.abs(value) >= 100) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
    }
}
