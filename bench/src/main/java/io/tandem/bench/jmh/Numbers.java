package io.tandem.bench.jmh;

/** The numbers that one thread sends: its own, one more than each other, and beyond what the JVM keeps boxed. */
class Numbers {
    private long first;
    private long next;

    /** Starts anew, for the n-th thread. */
    final void begin(final int thread) {
        first = thread + 1L << 40;
        next = first;
    }

    final long next() {
        return next++;
    }

    /** {@return how many were drawn} Other threads may ask, and get some recent answer. */
    final long count() {
        return next - first;
    }

    /** {@return what was drawn} */
    final Tally tally() {
        final long count = count();
        return new Tally(count, count * first + count * (count - 1) / 2);
    }
}
