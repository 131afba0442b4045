package io.tandem.fuzz;

/** Where the fuzzers' random numbers start; printed, so that a run can be repeated. */
final class Seeds {
    private Seeds() {}

    static long next() {
        final long seed = Long.getLong("tandem.seed", System.nanoTime());
        System.out.println("-Dtandem.seed=" + seed);
        return seed;
    }
}
