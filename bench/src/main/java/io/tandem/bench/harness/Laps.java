package io.tandem.bench.harness;

import java.util.Arrays;
import org.HdrHistogram.Histogram;

/**
 * A slice's stopwatch. A lap is a number of round trips: reading the clock costs a tenth of one, so laps of many tell what
 * a round trip costs, and laps of one how it is distributed.
 */
public final class Laps {
    /** How many round trips a lap has when the clock must not count. */
    public static final int LONG = 32;

    private final long[] nanos;
    private int size = LONG;
    private int count;
    private long last;
    private long whole;
    private long allocated;

    /**
     * A stopwatch.
     *
     * @param most laps that it keeps; later ones of a slice are passed over.
     */
    public Laps(final int most) {
        nanos = new long[most];
    }

    /** Starts a slice with laps of a size. */
    public void start(final int lapSize) {
        size = lapSize;
        count = 0;
        whole = -1;
        allocated = -1;
        last = System.nanoTime();
    }

    /** {@return how many operations a lap has} */
    public int size() {
        return size;
    }

    /** Ends a lap of full size and starts the next one. */
    public void lap() {
        final long now = System.nanoTime();
        if (count < nanos.length) {
            nanos[count++] = now - last;
        }
        last = now;
    }

    /** Adds a lap that somebody else timed. */
    public void lap(final long lapNanos) {
        if (count < nanos.length) {
            nanos[count++] = lapNanos;
        }
    }

    /** Tells how long the whole slice took, where somebody else timed it. */
    public void whole(final long sliceNanos) {
        whole = sliceNanos;
    }

    /** {@return how long the whole slice took: as it was told, or else as it was found here} */
    long wholeOr(final long found) {
        return whole < 0 ? found : whole;
    }

    /** Tells how many heap bytes the whole slice took, where they are counted in a process that isn't one of the two. */
    public void allocated(final long sliceBytes) {
        allocated = sliceBytes;
    }

    /** {@return how many heap bytes the whole slice took: as it was told, or else as it was found here} */
    long allocatedOr(final long found) {
        return allocated < 0 ? found : allocated;
    }

    /** {@return the median lap by operation, NaN if there was no lap} */
    public double medianNanos() {
        if (count == 0) {
            return Double.NaN;
        }
        final long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2.0 / size;
    }

    /** Adds all laps, each by itself. */
    public void addTo(final Histogram histogram) {
        for (int i = 0; i < count; i++) {
            histogram.recordValue(Math.min(nanos[i], histogram.getHighestTrackableValue()));
        }
    }
}
