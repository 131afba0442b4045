package io.tandem.bench.report;

import java.util.Locale;

/** Numbers as people read them: three digits that matter. */
public final class Figures {
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

    /** As on an axis: 10 M. */
    static String count(final double value) {
        return value >= 1e6 ? whole(value / 1e6) + " M" : value >= 1e3 ? whole(value / 1e3) + " k" : whole(value);
    }

    /** As on an axis: 10 us. */
    static String axisNanos(final double nanos) {
        if (nanos < 1e6) {
            return nanos < 1e3 ? whole(nanos) + " ns" : whole(nanos / 1e3) + " us";
        }
        return nanos < 1e9 ? whole(nanos / 1e6) + " ms" : whole(nanos / 1e9) + " s";
    }

    private static String whole(final double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : three(value);
    }

    static String nanos(final double nanos) {
        if (nanos < 1e4) {
            return three(nanos) + " ns";
        }
        return nanos < 1e7 ? three(nanos / 1e3) + " us" : three(nanos / 1e6) + " ms";
    }

    /** {@return a ratio, three digits behind the point} */
    public static String ratio(final double ratio) {
        return Double.isNaN(ratio) ? "-" : String.format(Locale.ROOT, "%.3f", ratio);
    }

    private static String three(final double value) {
        if (value == 0 || Math.abs(value) >= 100) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
    }
}
