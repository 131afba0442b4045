package io.tandem.bench.jmh;

import java.util.LinkedHashSet;
import java.util.Set;

/** What went wrong in a fork, which JMH tells in exceptions inside of exceptions. */
final class Failures {
    private Failures() {}

    /** {@return all that is said, each thing once, one a line} */
    static String words(final Throwable failure) {
        final Set<String> words = new LinkedHashSet<>();
        collect(failure, words);
        return String.join(System.lineSeparator(), words);
    }

    private static void collect(final Throwable failure, final Set<String> words) {
        words.add(String.valueOf(failure.getMessage()));
        if (failure.getCause() != null) {
            collect(failure.getCause(), words);
        }
        for (final Throwable other : failure.getSuppressed()) {
            collect(other, words);
        }
    }
}
