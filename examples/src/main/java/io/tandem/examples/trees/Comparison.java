package io.tandem.examples.trees;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long one process takes for the same files, and how long the workers do: in turn, several times, so that both sides
 * find the files in memory and their code compiled, and suffer alike from whatever else runs.
 */
final class Comparison {
    // Of a large tree a part is enough.
    private static final long MOST_BYTES = 512L << 20;
    private static final long ENOUGH_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int FEW_ROUNDS = 3;
    private static final int MOST_ROUNDS = 30;

    private final List<TreeFile> files;
    private final List<TreeFile> part;
    private int rounds;
    private long aloneNanos = Long.MAX_VALUE;
    private long togetherNanos = Long.MAX_VALUE;
    private double processors;

    /**
     * Compares.
     *
     * @param files    of which to read the first ones, or all.
     * @param alone    reads them in this process.
     * @param together has the workers read them; they have read them all before.
     * @param readers  those workers.
     */
    Comparison(
            final List<TreeFile> files,
            final TreeCommand.Reading alone,
            final TreeCommand.Reading together,
            final Readers readers)
            throws InterruptedException {
        this.files = files;
        part = part(files);
        final long begin = System.nanoTime();
        do {
            aloneNanos = Math.min(aloneNanos, time(alone));
            final long usedBefore = readers.processorNanos();
            final long nanos = time(together);
            if (nanos < togetherNanos) {
                togetherNanos = nanos;
                processors = (double) (readers.processorNanos() - usedBefore) / nanos;
            }
            rounds++;
        } while (isWorthAnother(System.nanoTime() - begin));
    }

    private static List<TreeFile> part(final List<TreeFile> files) {
        int count = 0;
        long bytes = 0;
        while (count < files.size() && bytes < MOST_BYTES) {
            bytes += files.get(count).size();
            count++;
        }
        return files.subList(0, count);
    }

    private boolean isWorthAnother(final long nanos) {
        return nanos < (rounds < FEW_ROUNDS ? LONGEST_NANOS : ENOUGH_NANOS) && rounds < MOST_ROUNDS;
    }

    private long time(final TreeCommand.Reading reading) throws InterruptedException {
        final long begin = System.nanoTime();
        reading.read(part);
        return System.nanoTime() - begin;
    }

    /** {@return the share of the bytes that was compared} */
    double share() {
        final long all = bytes(files);
        return all == 0 ? 1 : (double) bytes(part) / all;
    }

    private static long bytes(final List<TreeFile> files) {
        return files.stream().mapToLong(TreeFile::size).sum();
    }

    /** {@return how often each side read} */
    int rounds() {
        return rounds;
    }

    /** {@return the best reading of one process} */
    long aloneNanos() {
        return aloneNanos;
    }

    /** {@return the best reading of the workers} */
    long togetherNanos() {
        return togetherNanos;
    }

    /** {@return how many processors the workers had in that reading, on average; means little below 100 ms} */
    double processors() {
        return processors;
    }
}
