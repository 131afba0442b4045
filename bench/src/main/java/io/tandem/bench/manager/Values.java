package io.tandem.bench.manager;

import io.tandem.bench.harness.BenchException;
import org.jspecify.annotations.Nullable;

/** The numbers that go to the server and back. */
final class Values {
    /** Beyond what the JVM keeps boxed. */
    static final long FIRST = 1L << 32;

    /** Of the entry that calls of maps are about. */
    static final String KEY = "key";

    private Values() {}

    /** Ends the run if another number came than was due. */
    static void check(final @Nullable Long came, final long due) {
        if (came == null || came != due) {
            throw new BenchException(came + " came of a call where " + due + " was due");
        }
    }
}
