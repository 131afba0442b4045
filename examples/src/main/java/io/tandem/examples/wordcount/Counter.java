package io.tandem.examples.wordcount;

import io.tandem.examples.trees.FileProblems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Counts words, batch by batch, in whatever process. One thread at a time. */
final class Counter {
    private final Tally tally = new Tally();
    private final WordReader reader = new WordReader(tally.table);
    private final String name;
    private final List<Integer> batches = new ArrayList<>();
    private final List<Integer> failed = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    Counter(final String name) {
        this.name = name;
    }

    void count(final Batch batch) {
        for (int i = 0; i < batch.files().length; i++) {
            try {
                final long bytes = reader.read(batch.locations()[i]);
                if (bytes == WordReader.BINARY) {
                    tally.binaries++;
                } else {
                    tally.texts++;
                    tally.bytes += bytes;
                }
            } catch (final IOException e) {
                failed.add(batch.files()[i]);
                problems.add(FileProblems.describe(e));
            }
        }
        batches.add(batch.number());
    }

    /** {@return how many batches were counted since the last {@link #clear()}} */
    int batches() {
        return batches.size();
    }

    /** {@return what was found in them} */
    Tally.Totals totals() {
        return tally.totals();
    }

    /** {@return the same as a message} */
    Found found() {
        final StringBuilder words = new StringBuilder();
        final List<Long> counts = new ArrayList<>();
        tally.table.forEach((word, count) -> {
            words.append(word).append(Found.DIVIDER);
            counts.add(count);
        });
        return new Found(
                name,
                ints(batches),
                tally.texts,
                tally.binaries,
                tally.bytes,
                words.toString(),
                counts.stream().mapToLong(Long::longValue).toArray(),
                ints(failed),
                problems.toArray(new String[0]));
    }

    void clear() {
        tally.clear();
        batches.clear();
        failed.clear();
        problems.clear();
    }

    private static int[] ints(final List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }
}
