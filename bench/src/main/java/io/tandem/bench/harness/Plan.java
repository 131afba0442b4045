package io.tandem.bench.harness;

import java.time.Duration;

/**
 * How a run goes.
 *
 * @param selection of rows; subjects that no selected row refers to aren't measured.
 * @param seed     of the order of slices.
 * @param warmUp   of each family of up to eight subjects, at least; of larger ones in proportion.
 * @param measure  all families together.
 * @param slice    how long a slice is to be.
 * @param limit    for one command to the peer; when it is up, the peer counts as hung.
 * @param cpus     of the measuring threads.
 */
public record Plan(
        Selection selection, long seed, Duration warmUp, Duration measure, Duration slice, Duration limit, Cpus cpus) {}
