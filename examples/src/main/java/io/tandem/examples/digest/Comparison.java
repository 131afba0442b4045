package io.tandem.examples.digest;

import java.util.ArrayList;
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
    private final List<Integer> numbers;
    private final Summary expected;
    private boolean changed;
    private int rounds;
    private long aloneNanos = Long.MAX_VALUE;
    private long togetherNanos = Long.MAX_VALUE;
    private double processors;

    /**
     * Compares.
     *
     * @param files     of which to read some, or all.
     * @param expected  what was found before.
     * @param workforce of the other side; has read them all.
     */
    Comparison(final List<TreeFile> files, final Summary expected, final Workforce workforce)
            throws InterruptedException {
        this.files = files;
        this.expected = expected;
        numbers = part(files);
        final FileReader reader = new FileReader();
        final long begin = System.nanoTime();
        do {
            aloneNanos = Math.min(aloneNanos, readAlone(reader));
            final long usedBefore = workforce.processorNanos();
            final long nanos = readTogether(workforce);
            if (nanos < togetherNanos) {
                togetherNanos = nanos;
                processors = (double) (workforce.processorNanos() - usedBefore) / nanos;
            }
            rounds++;
        } while (isWorthAnother(System.nanoTime() - begin));
    }

    private static List<Integer> part(final List<TreeFile> files) {
        final List<Integer> part = new ArrayList<>();
        long bytes = 0;
        for (int number = 0; number < files.size() && bytes < MOST_BYTES; number++) {
            part.add(number);
            bytes += files.get(number).size();
        }
        return part;
    }

    private boolean isWorthAnother(final long nanos) {
        return nanos < (rounds < FEW_ROUNDS ? LONGEST_NANOS : ENOUGH_NANOS) && rounds < MOST_ROUNDS;
    }

    private long readAlone(final FileReader reader) {
        final long begin = System.nanoTime();
        for (final int number : numbers) {
            look(reader.read(new Job(number, files.get(number).location())));
        }
        return System.nanoTime() - begin;
    }

    private long readTogether(final Workforce workforce) throws InterruptedException {
        final long begin = System.nanoTime();
        workforce.read(files, numbers, this::look);
        return System.nanoTime() - begin;
    }

    private void look(final Answer answer) {
        changed |= !expected.isAsBefore(answer);
    }

    /** {@return the share of the bytes that was compared} */
    double share() {
        final long all = files.stream().mapToLong(TreeFile::size).sum();
        final long compared =
                numbers.stream().mapToLong(number -> files.get(number).size()).sum();
        return all == 0 ? 1 : (double) compared / all;
    }

    /** {@return whether a file wasn't as before} */
    boolean changed() {
        return changed;
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
