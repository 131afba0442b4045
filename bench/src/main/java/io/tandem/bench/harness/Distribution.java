package io.tandem.bench.harness;

import org.HdrHistogram.Histogram;

/**
 * Times of a subject that were taken one by one, in nanoseconds.
 *
 * @param family    of the subject: those of one are drawn together.
 * @param name      of the subject.
 * @param histogram of the slices in which the processes had their processors, as far as that is known.
 */
public record Distribution(String family, String name, Histogram histogram) {}
