package io.tandem.bench.harness;

/** What is told of a slice, and in which unit. */
public enum Metric {
    /** Median over the laps of a slice. */
    ROUND_TRIP("round trip", "ns", true, Metric.MEDIAN),
    /** Half of the round trips of a slice, timed one by one, were faster. */
    ROUND_TRIP_50("round trip p50", "ns", true, Metric.MEDIAN),
    /** Of a hundred, 99 were faster. */
    ROUND_TRIP_99("round trip p99", "ns", true, Metric.WHOLE),
    /** Of a thousand, 999 were faster. */
    ROUND_TRIP_999("round trip p99.9", "ns", true, Metric.WHOLE),
    /** Median over the laps of a slice. */
    OPERATION("operation", "ns", true, Metric.MEDIAN),
    /** Messages of a slice by its whole time, from the first claim until the last was read. */
    THROUGHPUT("throughput", "msg/s", false, Metric.WHOLE),
    /** Half of the messages of a slice came back sooner after they were due. */
    LATENCY_50("latency p50", "ns", true, Metric.WHOLE),
    /** Of a hundred, 99 did. */
    LATENCY_99("latency p99", "ns", true, Metric.TAIL),
    /** Of a thousand, of all slices together that had their processors, 999 did. */
    LATENCY_999("latency p99.9", 99.9),
    /** Of ten thousand, of the same slices together, 9999 did. */
    LATENCY_9999("latency p99.99", 99.99),
    /** The largest of all slices, whatever the machine did. */
    LATENCY_MAX("latency max", "ns", true, Metric.WHOLE),
    /** Messages of a slice by the time from when the first was due until the last was back. */
    ACHIEVED("achieved rate", "msg/s", false, Metric.WHOLE),
    /** Heap bytes for each operation, in the process that takes more, or in the one whose bytes the subject tells. */
    ALLOCATION("allocation", "B/op", true, Metric.MEDIAN);

    // A median over thousands of laps passes over other work on the machine; what looks at all of a slice doesn't.
    private static final double MEDIAN = 0.3;
    private static final double WHOLE = 0.03;
    // All messages that are due by a schedule while there is no processor are late; of a hundred, less than one may be.
    private static final double TAIL = 0.003;

    private final String label;
    private final String unit;
    private final boolean lessIsBetter;
    private final double mostDisturbance;
    private final double percentile;

    Metric(final String label, final String unit, final boolean lessIsBetter, final double mostDisturbance) {
        this(label, unit, lessIsBetter, mostDisturbance, Double.NaN);
    }

    Metric(final String label, final double percentile) {
        this(label, "ns", true, Metric.TAIL, percentile);
    }

    Metric(
            final String label,
            final String unit,
            final boolean lessIsBetter,
            final double mostDisturbance,
            final double percentile) {
        this.label = label;
        this.unit = unit;
        this.lessIsBetter = lessIsBetter;
        this.mostDisturbance = mostDisturbance;
        this.percentile = percentile;
    }

    /** {@return what a reader calls it} */
    public String label() {
        return label;
    }

    /** {@return the unit of its values} */
    public String unit() {
        return unit;
    }

    /** {@return whether a smaller value is the better one} */
    public boolean lessIsBetter() {
        return lessIsBetter;
    }

    /** {@return whether it is told by the times of slices together, of which a single one has too few} */
    boolean isOfAllTimes() {
        return !Double.isNaN(percentile);
    }

    /** {@return which percentile of these times it is} */
    double percentile() {
        return percentile;
    }

    /** {@return the largest part of a slice without a processor that leaves it comparable} */
    public double mostDisturbance() {
        return mostDisturbance;
    }
}
