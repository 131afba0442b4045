package io.tandem.bench.sync;

import java.util.Arrays;

/** What arrays hold here, and in which order they are read. */
final class Ones {
    /** Elements that a processor's first caches hold. A power of two. */
    static final int FEW = 1 << 12;
    /** Elements of 8 MiB. A power of two. */
    static final int MANY = 1 << 20;

    // By these, a number comes back only after all others below a power of two have been.
    private static final int FACTOR = 1664525;
    private static final int ADDEND = 1013904223;

    private Ones() {}

    static long[] of(final int length) {
        final long[] ones = new long[length];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** {@return the index that follows one, among many, far from it} */
    static int after(final int index) {
        return index * FACTOR + ADDEND & MANY - 1;
    }

    /** {@return the same of a long one} */
    static long after(final long index) {
        return index * FACTOR + ADDEND & MANY - 1;
    }
}
