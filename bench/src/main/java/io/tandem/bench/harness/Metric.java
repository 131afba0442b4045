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
    /** Heap bytes for each operation, in the process that takes more. */
    ALLOCATION("allocation", "B/op", true, Metric.MEDIAN);

    // A median over thousands of laps passes over other work on the machine; what looks at all of a slice doesn't.
    private static final double MEDIAN = 0.3;
    private static final double WHOLE = 0.03;

    private final String label;
    private final String unit;
    private final boolean lessIsBetter;
    private final double mostDisturbance;

    Metric(final String label, final String unit, final boolean lessIsBetter, final double mostDisturbance) {
        this.label = label;
        this.unit = unit;
        this.lessIsBetter = lessIsBetter;
        this.mostDisturbance = mostDisturbance;
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

    /** {@return the largest part of a slice without a processor that leaves it comparable} */
    public double mostDisturbance() {
        return mostDisturbance;
    }
}
