package io.tandem.examples.wordcount;

import io.tandem.examples.trees.Progress;
import io.tandem.examples.trees.Readers;
import io.tandem.examples.trees.TreeCommand;
import io.tandem.examples.trees.TreeFile;
import io.tandem.pool.ItemOutcome;
import java.util.List;
import java.util.function.BiConsumer;
import picocli.CommandLine.Command;

/** The main job: the processes of a pool count the words of directory trees. */
@Command(
        name = "examples/run wordcount",
        description =
                "Counts the words of all text files in directory trees, and prints the 20 most frequent ones. The counts"
                        + " don't depend on the number of workers, nor on workers that are killed. A text file is UTF-8 without NUL;"
                        + " others are binary, and skipped. A word is a letter and the letters and combining marks behind it, 100"
                        + " characters at most, in small letters. Large files are divided among the workers. Symbolic links"
                        + " aren't followed; a file that can't be read is reported and left out.",
        sortOptions = false)
public final class Wordcount extends TreeCommand {
    private Wordcount() {
        super("wordcount");
    }

    public static void main(final String[] args) {
        System.exit(run(args));
    }

    /**
     * Runs the command.
     *
     * @param args of the command line.
     * @return its exit status: 0, 1 if something couldn't be read, 2 for a wrong command line.
     */
    public static int run(final String[] args) {
        return run(new Wordcount(), args);
    }

    @Override
    protected void work(final int size) throws InterruptedException {
        final long start = System.nanoTime();
        try (Readers readers = new Readers("counter", size, this::report)) {
            // The list is made while the workers come up.
            final List<TreeFile> files = list();
            readers.awaitReady();
            final long ready = System.nanoTime();
            final Tally.Totals totals = readTogether(readers, size, files);
            final long end = System.nanoTime();

            print(files, totals);
            printTimes(ready - start, end - ready, totals.bytes());
            final Repetition again = new Repetition(files, totals);
            compare(
                    files,
                    totals.bytes(),
                    part -> again.accept(part, Counter.totals(Batch.whole(part))),
                    part -> {
                        final Tally tally = new Tally();
                        read(readers, size, part, (bytes, found) -> tally.add(found));
                        again.accept(part, tally.totals());
                    },
                    readers);
            if (again.changed()) {
                fail("files changed while they were read: a later reading gave something else");
            }
        }
    }

    private Tally.Totals readTogether(final Readers readers, final int size, final List<TreeFile> files) {
        final Tally tally = new Tally();
        try (Progress progress = progress(files)) {
            read(readers, size, files, (bytes, found) -> {
                tally.add(found);
                progress.step(bytes);
                for (int i = 0; i < found.failed().length; i++) {
                    unreadable(files.get(found.failed()[i]).toString(), found.problems()[i]);
                }
            });
        }
        return tally.totals();
    }

    @Override
    protected boolean dividesFiles() {
        return true;
    }

    /** Tells what was found, and how many bytes of the files as listed were read besides since the last time. */
    private static void read(
            final Readers readers, final int size, final List<TreeFile> files, final BiConsumer<Long, Found> told) {
        final List<Batch> batches = Batch.of(files, size);
        final LargeFiles largeFiles = new LargeFiles();
        readers.read(batches, Counter::find, (final ItemOutcome<Found> outcome) -> {
            final Batch batch = batches.get((int) outcome.index());
            told.accept(batch.bytes(), largeFiles.add(batch, Found.of(batch, outcome)));
        });
    }

    private static void print(final List<TreeFile> files, final Tally.Totals totals) {
        printf("text files   %d", totals.texts());
        printf("binary files %d", totals.binaries());
        final long unreadable = files.size() - totals.texts() - totals.binaries();
        if (unreadable > 0) {
            printf("unreadable   %d", unreadable);
        }
        printf("bytes        %d in text files", totals.bytes());
        printf("words        %d, %d different", totals.words(), totals.different());
        totals.top().forEach(word -> printf("%12d %s", word.count(), word.word()));
    }
}
