package io.tandem.bench.jmh;

import io.tandem.bench.harness.BenchException;

/**
 * Numbers that were sent, or came.
 *
 * @param count of them.
 * @param sum   of them.
 */
record Tally(long count, long sum) {
    static final Tally NONE = new Tally(0, 0);

    Tally and(final Tally other) {
        return new Tally(count + other.count, sum + other.sum);
    }

    /** Ends a trial in which something was lost, came twice or came broken. */
    void requireAll(final Tally sent) {
        if (!equals(sent)) {
            throw new BenchException(count + " numbers with a sum of " + sum + " came, where " + sent.count
                    + " with a sum of " + sent.sum + " were sent");
        }
    }
}
