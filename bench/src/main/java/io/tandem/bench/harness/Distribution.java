package io.tandem.bench.harness;

import org.HdrHistogram.Histogram;

/**
 * All times of a subject that were taken one by one, in nanoseconds.
 *
 * @param name      of the subject.
 * @param histogram of all its slices.
 */
public record Distribution(String name, Histogram histogram) {}
