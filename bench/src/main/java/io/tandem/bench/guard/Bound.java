package io.tandem.bench.guard;

import java.io.Serializable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a row must hold: its ratio to another subject or, where it has none, its value.
 *
 * @param suite   name of the suite that has the row.
 * @param row     name of the row.
 * @param metric  label of its metric.
 * @param against name of the subject that it is compared with, or null.
 * @param atMost  whether the limit is an upper one.
 * @param limit   that is still held.
 */
record Bound(
        String suite, String row, String metric, @Nullable String against, boolean atMost, double limit)
        implements Serializable {
    /** How far beyond the limit a loss is that no noise explains. */
    private static final double GROSS = 2;

    /** How far a figure is from it. */
    enum Verdict {
        HELD("held"),
        LOST("LOST"),
        GROSSLY_LOST("GROSS LOSS"),
        UNKNOWN("not measured");

        private final String words;

        Verdict(final String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** {@return whether a loss of this is a matter of the code alone, not of the machine} */
    boolean isExact() {
        return against == null;
    }

    Verdict judge(final double figure) {
        if (!Double.isFinite(figure)) {
            return Verdict.UNKNOWN;
        }
        if (atMost ? figure <= limit : figure >= limit) {
            return Verdict.HELD;
        }
        final boolean gross = isExact() || (atMost ? figure > limit * GROSS : figure < limit / GROSS);
        return gross ? Verdict.GROSSLY_LOST : Verdict.LOST;
    }

    @Override
    public String toString() {
        return (atMost ? "<= " : ">= ") + String.format(Locale.ROOT, isExact() ? "%.1f" : "%.2f x", limit);
    }
}
