package io.tandem.examples.wordcount;

import io.tandem.examples.trees.FileProblems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Counts words, in whatever process. One thread at a time. */
final class Counter {
    private static final ThreadLocal<Counter> OF_THREAD = ThreadLocal.withInitial(Counter::new);

    private final Tally tally = new Tally();
    private final WordReader reader = new WordReader(tally.table);
    private final List<Integer> failed = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private Counter() {}

    /** {@return what is in a batch} What a worker does. */
    static Found find(final Batch batch) {
        final Counter counter = OF_THREAD.get();
        counter.clear();
        counter.count(batch);
        return Found.of(
                counter.tally,
                counter.failed.stream().mapToInt(Integer::intValue).toArray(),
                counter.problems.toArray(new String[0]));
    }

    /** {@return the words in a batch} For who needn't send them. */
    static Tally.Totals totals(final Batch batch) {
        final Counter counter = new Counter();
        counter.count(batch);
        return counter.tally.totals();
    }

    private void count(final Batch batch) {
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
    }

    private void clear() {
        tally.clear();
        failed.clear();
        problems.clear();
    }
}
