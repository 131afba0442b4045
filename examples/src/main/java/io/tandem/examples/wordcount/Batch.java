package io.tandem.examples.wordcount;

import io.tandem.examples.trees.TreeFile;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Files to read: a message in the queue of work. Several of them, so that small files don't cost a message each.
 *
 * @param number    of the batch.
 * @param bytes     in its files, when they were listed.
 * @param files     their numbers in the parent's list.
 * @param locations of them: {@link TreeFile#location()}.
 */
record Batch(int number, long bytes, int[] files, String[] locations) implements Serializable {
    private static final int MOST_FILES = 256;
    private static final long LEAST_BYTES = 256 << 10;
    private static final long MOST_BYTES = 2 << 20;
    /** For each worker, where the bounds allow it: so many that the workers end at nearly the same time. */
    private static final int SHARE = 64;

    /**
     * Divides files into batches, large files first: one at the end would keep a single worker busy, and the others waiting.
     *
     * @param list    of files.
     * @param workers that share them.
     * @return batches, numbered from 0.
     */
    static List<Batch> of(final List<TreeFile> list, final int workers) {
        final long all = list.stream().mapToLong(TreeFile::size).sum();
        final long enough = Math.min(MOST_BYTES, Math.max(LEAST_BYTES, all / workers / SHARE));
        final int[] sorted = IntStream.range(0, list.size())
                .boxed()
                .sorted(Comparator.comparingLong(
                        (Integer number) -> -list.get(number).size()))
                .mapToInt(Integer::intValue)
                .toArray();
        final List<Batch> batches = new ArrayList<>();
        int from = 0;
        while (from < sorted.length) {
            int to = from;
            long bytes = 0;
            do {
                bytes += list.get(sorted[to]).size();
                to++;
            } while (to < sorted.length && to - from < MOST_FILES && bytes < enough);
            final int[] files = IntStream.range(from, to).map(i -> sorted[i]).toArray();
            final String[] locations = IntStream.of(files)
                    .mapToObj(file -> list.get(file).location())
                    .toArray(String[]::new);
            batches.add(new Batch(batches.size(), bytes, files, locations));
            from = to;
        }
        return batches;
    }
}
