package io.tandem.examples.wordcount;

import io.tandem.examples.trees.Crew;
import io.tandem.examples.trees.Progress;
import io.tandem.examples.trees.TreeCommand;
import io.tandem.examples.trees.TreeFile;
import java.util.List;
import picocli.CommandLine.Command;

/** The main job: worker processes that share one queue count the words of directory trees. */
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
        try (Crew crew = new Crew("counter", this::report);
                Workforce workforce = new Workforce(size, crew)) {
            // The list is made while the workers come up.
            final List<TreeFile> files = list();
            workforce.awaitReady();
            final long ready = System.nanoTime();
            final Tally.Totals totals = readTogether(workforce, files);
            final long end = System.nanoTime();

            print(files, totals);
            printTimes(ready - start, end - ready, totals.bytes());
            final Repetition again = new Repetition(files, totals);
            compare(
                    files,
                    totals.bytes(),
                    part -> again.accept(part, readAlone(part)),
                    part -> {
                        final Tally tally = new Tally();
                        workforce.read(part, (bytes, found) -> tally.add(found));
                        again.accept(part, tally.totals());
                    },
                    crew);
            if (again.changed()) {
                fail("files changed while they were read: a later reading gave something else");
            }
        }
    }

    private Tally.Totals readTogether(final Workforce workforce, final List<TreeFile> files)
            throws InterruptedException {
        final Tally tally = new Tally();
        try (Progress progress = progress(files)) {
            workforce.read(files, (bytes, found) -> {
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

    private static Tally.Totals readAlone(final List<TreeFile> files) {
        final Counter counter = new Counter("alone");
        counter.count(Batch.whole(files));
        return counter.totals();
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
