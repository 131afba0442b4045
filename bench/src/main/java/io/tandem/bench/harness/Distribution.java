package io.tandem.bench.harness;

import org.HdrHistogram.Histogram;

/**
 * Times of a subject that were taken one by one, in nanoseconds.
 *
 * @param family    of the subject: those of one are drawn together.
 * @param name      of the subject.
 * @param histogram of all its slices; of a paced one, of those in which the processes had their processors.
 */
public record Distribution(String family, String name, Histogram histogram) {}
