package io.tandem.bench.jmh;

/**
 * What a benchmark gave in one fork.
 *
 * @param value mean over the iterations.
 * @param error half the width of its 99.9 % confidence interval; NaN for fewer than three iterations.
 * @param unit  as JMH writes it, such as {@code ops/us}.
 */
public record Score(double value, double error, String unit) {}
