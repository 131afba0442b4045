package io.tandem.examples.wordcount;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What was found so far, in whatever order it came. */
final class Tally {
    /** A word, and how often it is there. */
    record WordCount(String word, long count) {}

    /**
     * All of it.
     *
     * @param texts     text files.
     * @param binaries  files that aren't text.
     * @param bytes     in the text files.
     * @param words     in them.
     * @param different words among those.
     * @param checksum  of all words with their counts, to compare.
     * @param top       the most frequent words; of two that are as frequent, the first in the alphabet.
     */
    record Totals(
            long texts, long binaries, long bytes, long words, long different, long checksum, List<WordCount> top) {}

    private static final int TOP = 20;
    private static final Comparator<WordCount> BY_COUNT =
            Comparator.comparingLong(WordCount::count).reversed().thenComparing(WordCount::word);

    final WordTable table = new WordTable();
    long texts;
    long binaries;
    long bytes;

    /** Adds what a worker found. */
    void add(final Found found) {
        texts += found.texts();
        binaries += found.binaries();
        bytes += found.bytes();
        final char[] words = found.words().toCharArray();
        int start = 0;
        for (final long count : found.counts()) {
            int end = start;
            while (words[end] != Found.DIVIDER) {
                end++;
            }
            table.addConfirmed(words, start, end - start, count);
            start = end + 1;
        }
    }

    void clear() {
        table.clear();
        texts = 0;
        binaries = 0;
        bytes = 0;
    }

    Totals totals() {
        final long[] sums = new long[3];
        final List<WordCount> all = new ArrayList<>();
        table.forEach((word, count) -> {
            sums[0] += count;
            sums[1] += count * (word.hashCode() * 0x9E37_79B9_7F4A_7C15L | 1);
            sums[2]++;
            all.add(new WordCount(word, count));
        });
        all.sort(BY_COUNT);
        return new Totals(
                texts,
                binaries,
                bytes,
                sums[0],
                sums[2],
                sums[1],
                List.copyOf(all.subList(0, Math.min(TOP, all.size()))));
    }
}
