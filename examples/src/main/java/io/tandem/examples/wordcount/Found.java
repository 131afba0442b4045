package io.tandem.examples.wordcount;

import io.tandem.pool.ItemOutcome;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What a worker found in a batch.
 *
 * @param texts    text files in it.
 * @param binaries files in it that aren't text.
 * @param bytes    in the text files.
 * @param words    in those, each with {@link #DIVIDER} behind it: one long string travels faster than many short ones.
 * @param counts   of those words.
 * @param failed   numbers of files that couldn't be read.
 * @param problems why not.
 */
record Found(long texts, long binaries, long bytes, String words, long[] counts, int[] failed, String[] problems)
        implements Serializable {
    static final char DIVIDER = ' ';
    static final Found NOTHING = new Found(0, 0, 0, "", new long[0], new int[0], new String[0]);

    /** What is in a tally. */
    static Found of(final Tally tally, final int[] failed, final String[] problems) {
        final StringBuilder words = new StringBuilder();
        final List<Long> counts = new ArrayList<>();
        tally.table.forEach((word, count) -> {
            words.append(word).append(DIVIDER);
            counts.add(count);
        });
        return new Found(
                tally.texts,
                tally.binaries,
                tally.bytes,
                words.toString(),
                counts.stream().mapToLong(Long::longValue).toArray(),
                failed,
                problems);
    }

    /** {@return what was found, or that none of the files could be read since all who did died of it} */
    static Found of(final Batch batch, final ItemOutcome<Found> outcome) {
        final RuntimeException failure = outcome.failure().orElse(null);
        if (failure == null) {
            return Objects.requireNonNull(outcome.get());
        }
        final String[] problems = new String[batch.files().length];
        Arrays.fill(problems, String.valueOf(failure.getMessage()));
        return new Found(0, 0, 0, "", new long[0], batch.files(), problems);
    }
}
