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
    /** What the batches are pieces of. */
    private int file = Batch.NO_FILE;

    private int pieces;

    Counter(final String name) {
        this.name = name;
    }

    void count(final Batch batch) {
        for (int i = 0; i < batch.files().length; i++) {
            try {
                final long bytes = reader.read(batch.locations()[i], batch.piece());
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
        file = batch.largeFile();
        pieces = batch.piece() == null ? 0 : batch.piece().pieces();
    }

    /** {@return whether a batch can be counted with those since the last {@link #clear()}: pieces only with others of their file} */
    boolean takes(final Batch batch) {
        return batches.isEmpty() || file == batch.largeFile();
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
        return Found.of(name, ints(batches), tally, ints(failed), problems.toArray(new String[0]))
                .inPiecesOf(file, pieces);
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
