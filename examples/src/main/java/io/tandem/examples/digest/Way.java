package io.tandem.examples.digest;

import io.tandem.examples.trees.TreeFile;
import java.util.List;
import java.util.Locale;

/** One way to read files, and how long it took. */
final class Way {
    /** What is done. */
    @FunctionalInterface
    interface Reading {
        /**
         * Reads.
         *
         * @param locations of files: {@link TreeFile#location()}.
         * @return what is in them, in that order.
         */
        List<Answer> read(List<String> locations) throws InterruptedException;
    }

    private final String name;
    private final Reading reading;
    private long firstNanos;
    private long bestNanos = Long.MAX_VALUE;

    Way(final String name, final Reading reading) {
        this.name = name;
        this.reading = reading;
    }

    Summary read(final List<TreeFile> files) throws InterruptedException {
        final List<Integer> order = TreeFile.largestFirst(files);
        final List<String> locations =
                order.stream().map(number -> files.get(number).location()).toList();
        final long start = System.nanoTime();
        final List<Answer> answers = reading.read(locations);
        final long nanos = System.nanoTime() - start;
        firstNanos = bestNanos == Long.MAX_VALUE ? nanos : firstNanos;
        bestNanos = Math.min(bestNanos, nanos);
        final Summary summary = new Summary(files);
        for (int i = 0; i < answers.size(); i++) {
            summary.add(order.get(i), answers.get(i));
        }
        return summary;
    }

    /** {@return a line about it} */
    String line(final long bytes) {
        return String.format(
                Locale.ROOT,
                "%-12s %.3f s at best, %.0f bytes a second; %.3f s the first time",
                name,
                bestNanos / 1e9,
                bytes * 1e9 / bestNanos,
                firstNanos / 1e9);
    }
}
