package io.tandem.bench.harness;

import org.jspecify.annotations.Nullable;

/**
 * One line of the table.
 *
 * @param name    what it is about.
 * @param metric  what is told.
 * @param subject of which.
 * @param against with what it is compared, if with anything.
 * @param bar     what it must reach, if anything.
 * @param point   where it stands in a chart, if in one.
 */
public record Row(
        String name,
        Metric metric,
        Subject subject,
        @Nullable Subject against,
        @Nullable Bar bar,
        @Nullable Point point) {
    /** A row that must reach something in comparison. */
    public static Row of(
            final String name, final Metric metric, final Subject subject, final Subject against, final Bar bar) {
        return new Row(name, metric, subject, against, bar, null);
    }

    /** A comparison without a bar. */
    public static Row of(final String name, final Metric metric, final Subject subject, final Subject against) {
        return new Row(name, metric, subject, against, null, null);
    }

    /** A figure that must reach something by itself. */
    public static Row of(final String name, final Metric metric, final Subject subject, final Bar bar) {
        return new Row(name, metric, subject, null, bar, null);
    }

    /** A figure for the record. */
    public static Row of(final String name, final Metric metric, final Subject subject) {
        return new Row(name, metric, subject, null, null, null);
    }

    /** {@return the same row, as a point of a chart} */
    public Row at(final Chart chart, final String series, final double x) {
        return new Row(name, metric, subject, against, bar, new Point(chart, series, x));
    }
}
