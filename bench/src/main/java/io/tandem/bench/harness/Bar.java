package io.tandem.bench.harness;

import java.util.Locale;

/**
 * What a row must reach.
 *
 * @param of    what is compared.
 * @param limit the value that still reaches it.
 */
public record Bar(Of of, double limit) {
    /** What is compared, and to which side. */
    public enum Of {
        /** The ratio, at most. */
        RATIO_AT_MOST,
        /** The ratio, at least. */
        RATIO_AT_LEAST,
        /** The value itself, at most. */
        VALUE_AT_MOST,
        /** By how much the value is more than what it is compared with, by their ratio, at most. */
        EXCESS_AT_MOST,
        /** One must lie within the middle half of the ratios: what a comparison with itself must read. */
        RATIO_ONE
    }

    /** {@return a bar for a ratio that must not be larger} */
    public static Bar ratioAtMost(final double limit) {
        return new Bar(Of.RATIO_AT_MOST, limit);
    }

    /** {@return a bar for a ratio that must not be smaller} */
    public static Bar ratioAtLeast(final double limit) {
        return new Bar(Of.RATIO_AT_LEAST, limit);
    }

    /** {@return a bar for a value that must not be larger} */
    public static Bar valueAtMost(final double limit) {
        return new Bar(Of.VALUE_AT_MOST, limit);
    }

    /** {@return a bar for a value that must not be larger than another one by more, in its unit} */
    public static Bar excessAtMost(final double limit) {
        return new Bar(Of.EXCESS_AT_MOST, limit);
    }

    /** {@return a bar for a comparison with itself} */
    public static Bar ratioOne() {
        return new Bar(Of.RATIO_ONE, 1);
    }

    /** {@return whether a value reaches it, if it is of the value; NaN never does} */
    public boolean isMetBy(final double value) {
        return of == Of.VALUE_AT_MOST && value <= limit;
    }

    /** {@return whether a comparison of a value reaches it, if it is of the ratio; one without pairs never does} */
    public boolean isMetBy(final double value, final Comparison comparison) {
        return switch (of) {
            case RATIO_AT_MOST -> comparison.ratio() <= limit;
            case RATIO_AT_LEAST -> comparison.ratio() >= limit;
            case RATIO_ONE -> comparison.low() <= limit && limit <= comparison.high();
            case EXCESS_AT_MOST -> value - value / comparison.ratio() <= limit;
            case VALUE_AT_MOST -> false;
        };
    }

    /** {@return whether it speaks of a comparison} */
    public boolean isOfRatio() {
        return of != Of.VALUE_AT_MOST;
    }

    @Override
    public String toString() {
        return switch (of) {
            case RATIO_AT_MOST -> "<= " + number() + " x";
            case RATIO_AT_LEAST -> ">= " + number() + " x";
            case VALUE_AT_MOST -> "<= " + number();
            case EXCESS_AT_MOST -> "<= " + number() + " more";
            case RATIO_ONE -> "1 within spread";
        };
    }

    private String number() {
        final boolean whole = limit == Math.rint(limit) && (of == Of.VALUE_AT_MOST || of == Of.EXCESS_AT_MOST);
        return String.format(Locale.ROOT, whole ? "%.0f" : "%.2f", limit);
    }
}
