package io.tandem.bench.harness;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** One subject during the rounds of its family. */
final class Lane {
    static final long HIGHEST_NANOS = 60_000_000_000L;
    static final int DIGITS = 3;

    private static final double MOST_CHANGE = 8;

    /** Its place in the suite. */
    final int index;

    final Subject subject;
    final List<Sample> samples = new ArrayList<>();
    final Histogram times = new Histogram(HIGHEST_NANOS, DIGITS);

    private boolean counts;
    private double nanosInLaps = Double.NaN;
    private double nanosSingle = Double.NaN;

    Lane(final int index, final Subject subject) {
        this.index = index;
        this.subject = subject;
    }

    /** Whether what is measured from now on counts, or only how long operations take. */
    void counts(final boolean value) {
        counts = value;
    }

    void add(final Sample sample) {
        if (counts) {
            samples.add(sample);
        }
    }

    void add(final Histogram slice) {
        if (counts) {
            times.add(slice);
        }
    }

    /** What an operation is expected to take; NaN before the first slice. */
    double nanosPerOperation(final boolean single) {
        return single ? nanosSingle : nanosInLaps;
    }

    /** What an operation took. One odd slice says little about the next, so it is believed up to a point. */
    void took(final boolean single, final double nanos) {
        if (single) {
            nanosSingle = next(nanosSingle, nanos);
        } else {
            nanosInLaps = next(nanosInLaps, nanos);
        }
    }

    private static double next(final double known, final double nanos) {
        return Double.isNaN(known) ? nanos : Math.max(known / MOST_CHANGE, Math.min(nanos, known * MOST_CHANGE));
    }
}
