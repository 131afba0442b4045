package io.tandem.examples.wordcount;

import io.tandem.examples.trees.TreeFile;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What to read: an item for the pool. Several files, so that small ones don't cost a message each; or a piece of a
 * large one, so that all workers share that.
 *
 * @param bytes     in it, when its files were listed.
 * @param files     their numbers in the parent's list.
 * @param locations of them: {@link TreeFile#location()}.
 * @param piece     which part of the only file; null for whole files.
 */
record Batch(
        long bytes,
        int[] files,
        String[] locations,
        @Nullable Piece piece) implements Serializable {
    private static final int MOST_FILES = 1024;
    private static final long LEAST_BYTES = 1 << 20;
    private static final long MOST_BYTES = 8 << 20;
    /** For each worker, where the bounds allow it: so many that the workers end at nearly the same time. */
    private static final int SHARE = 32;
    /** What is larger than this, and than this part of what each worker has to read, is divided: each file costs a result. */
    private static final long LARGE_BYTES = 4 << 20;

    private static final int LARGE_PART = 16;

    /**
     * Divides files into batches, large files first.
     *
     * @param list    of files.
     * @param workers that share them.
     * @return batches.
     */
    static List<Batch> of(final List<TreeFile> list, final int workers) {
        final long share = list.stream().mapToLong(TreeFile::size).sum() / workers;
        final long enough = Math.min(MOST_BYTES, Math.max(LEAST_BYTES, share / SHARE));
        final long large = Math.max(LARGE_BYTES, share / LARGE_PART);
        final int[] sorted =
                TreeFile.largestFirst(list).stream().mapToInt(Integer::intValue).toArray();
        final List<Batch> batches = new ArrayList<>();
        int from = 0;
        while (from < sorted.length && list.get(sorted[from]).size() > large) {
            addPieces(batches, list, sorted[from], enough);
            from++;
        }
        while (from < sorted.length) {
            int to = from;
            long bytes = 0;
            do {
                bytes += list.get(sorted[to]).size();
                to++;
            } while (to < sorted.length && to - from < MOST_FILES && bytes < enough);
            batches.add(whole(bytes, list, Arrays.copyOfRange(sorted, from, to)));
            from = to;
        }
        return batches;
    }

    private static void addPieces(
            final List<Batch> batches, final List<TreeFile> list, final int file, final long length) {
        final long size = list.get(file).size();
        final int pieces = Math.toIntExact((size + length - 1) / length);
        for (int i = 0; i < pieces; i++) {
            final boolean last = i == pieces - 1;
            batches.add(new Batch(
                    last ? size - i * length : length,
                    new int[] {file},
                    new String[] {list.get(file).location()},
                    new Piece(i * length, last ? Long.MAX_VALUE : (i + 1) * length, pieces)));
        }
    }

    /** {@return all files in one batch, none of them divided} */
    static Batch whole(final List<TreeFile> list) {
        return whole(
                list.stream().mapToLong(TreeFile::size).sum(),
                list,
                IntStream.range(0, list.size()).toArray());
    }

    private static Batch whole(final long bytes, final List<TreeFile> list, final int[] files) {
        final String[] locations =
                IntStream.of(files).mapToObj(file -> list.get(file).location()).toArray(String[]::new);
        return new Batch(bytes, files, locations, null);
    }
}
