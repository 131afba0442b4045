package io.tandem.examples.digest;

import io.tandem.examples.trees.Progress;
import io.tandem.examples.trees.Readers;
import io.tandem.examples.trees.TreeCommand;
import io.tandem.examples.trees.TreeFile;
import io.tandem.pool.ItemOutcome;
import java.util.List;
import java.util.function.BiConsumer;
import picocli.CommandLine.Command;

/** The processes of a pool read directory trees. */
@Command(
        name = "examples/run digest",
        description = "Counts files, bytes and lines of directory trees and takes one SHA-256 of them all: that of the"
                + " lines \"hash  path\", sorted by path, as sha256sum writes them. It doesn't depend on the number of"
                + " workers. Symbolic links aren't followed; a file that can't be read is reported and left out.",
        sortOptions = false)
public final class Digest extends TreeCommand {
    private Digest() {
        super("digest");
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
        return run(new Digest(), args);
    }

    @Override
    protected void work(final int size) throws InterruptedException {
        final long start = System.nanoTime();
        try (Readers readers = new Readers("reader", size, this::report)) {
            // The list is made while the workers come up.
            final List<TreeFile> files = list();
            readers.awaitReady();
            final long ready = System.nanoTime();
            final Summary summary = readTogether(readers, files);
            final long end = System.nanoTime();

            print(files, summary);
            printTimes(ready - start, end - ready, summary.bytes());
            final Repetition again = new Repetition(summary);
            compare(
                    files,
                    summary.bytes(),
                    part -> readAlone(part, again),
                    part -> read(readers, part, again::accept),
                    readers);
            if (again.changed()) {
                fail("files changed while they were read: a later reading gave something else");
            }
        }
    }

    private Summary readTogether(final Readers readers, final List<TreeFile> files) {
        final Summary summary = new Summary(files);
        try (Progress progress = progress(files)) {
            read(readers, files, (number, answer) -> {
                final TreeFile file = files.get(number);
                summary.add(number, answer);
                progress.step(file.size());
                if (!answer.isReadable()) {
                    unreadable(file.toString(), answer.problem());
                }
            });
        }
        return summary;
    }

    /** Tells of each file's answer, in any order. */
    private static void read(
            final Readers readers, final List<TreeFile> files, final BiConsumer<Integer, Answer> answers) {
        final List<Integer> order = TreeFile.largestFirst(files);
        final List<String> locations =
                order.stream().map(number -> files.get(number).location()).toList();
        readers.read(
                locations,
                FileReader::read,
                (final ItemOutcome<Answer> outcome) ->
                        answers.accept(order.get((int) outcome.index()), Answer.of(outcome)));
    }

    private static void readAlone(final List<TreeFile> files, final Repetition again) {
        for (int number = 0; number < files.size(); number++) {
            again.accept(number, FileReader.read(files.get(number).location()));
        }
    }

    private static void print(final List<TreeFile> files, final Summary summary) {
        printf("files        %d", summary.readable());
        if (summary.readable() < files.size()) {
            printf("unreadable   %d", files.size() - summary.readable());
        }
        printf("bytes        %d", summary.bytes());
        printf("lines        %d", summary.lines());
        printf("digest       %s", summary.combined());
    }
}
