package io.tandem.examples.wordcount;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What a worker found: a message in the queue of results. It stands for whole batches, and says which: so that each batch is
 * either in one of these messages or has to be done again.
 *
 * @param worker   its name.
 * @param batches  numbers of the batches; none when it has only just started.
 * @param texts    text files in them.
 * @param binaries files in them that aren't text.
 * @param bytes    in the text files.
 * @param words    in those, each with {@link #DIVIDER} behind it: one long string travels faster than many short ones.
 * @param counts   of those words.
 * @param failed   numbers of files that couldn't be read.
 * @param problems why not.
 * @param file     of which the batches are pieces, texts and binaries among them; or {@link Batch#NO_FILE}: whole files.
 * @param pieces   that it has; 0 for whole files.
 */
record Found(
        String worker,
        int[] batches,
        long texts,
        long binaries,
        long bytes,
        String words,
        long[] counts,
        int[] failed,
        String[] problems,
        int file,
        int pieces)
        implements Serializable {
    static final char DIVIDER = ' ';

    static Found nothingYet(final String worker) {
        return new Found(worker, new int[0], 0, 0, 0, "", new long[0], new int[0], new String[0], Batch.NO_FILE, 0);
    }

    /** What is in a tally, in whole files. */
    static Found of(
            final String worker, final int[] batches, final Tally tally, final int[] failed, final String[] problems) {
        final StringBuilder words = new StringBuilder();
        final List<Long> counts = new ArrayList<>();
        tally.table.forEach((word, count) -> {
            words.append(word).append(DIVIDER);
            counts.add(count);
        });
        return new Found(
                worker,
                batches,
                tally.texts,
                tally.binaries,
                tally.bytes,
                words.toString(),
                counts.stream().mapToLong(Long::longValue).toArray(),
                failed,
                problems,
                Batch.NO_FILE,
                0);
    }

    /** {@return the same, the batches being pieces of a file} */
    Found inPiecesOf(final int largeFile, final int itsPieces) {
        return new Found(
                worker, batches, texts, binaries, bytes, words, counts, failed, problems, largeFile, itsPieces);
    }
}
