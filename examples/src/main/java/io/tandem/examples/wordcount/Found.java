package io.tandem.examples.wordcount;

import java.io.Serializable;

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
        String[] problems)
        implements Serializable {
    static final char DIVIDER = ' ';

    static Found nothingYet(final String worker) {
        return new Found(worker, new int[0], 0, 0, 0, "", new long[0], new int[0], new String[0]);
    }
}
