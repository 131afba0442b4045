package io.tandem.bench.harness;

/**
 * Where a row's value stands in a chart.
 *
 * @param chart  which.
 * @param series the line that it belongs to.
 * @param x      its place on the horizontal axis.
 */
public record Point(Chart chart, String series, double x) {}
