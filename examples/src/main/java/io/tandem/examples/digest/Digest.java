package io.tandem.examples.digest;

import io.tandem.examples.trees.Crew;
import io.tandem.examples.trees.Progress;
import io.tandem.examples.trees.TreeCommand;
import io.tandem.examples.trees.TreeFile;
import java.util.List;
import picocli.CommandLine.Command;

/** Worker processes read directory trees, with a pipe to each. */
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
        try (Crew crew = new Crew("reader", this::report);
                Workforce workforce = new Workforce(size, crew)) {
            // The list is made while the workers come up.
            final List<TreeFile> files = list();
            workforce.awaitReady();
            final long ready = System.nanoTime();
            final Summary summary = readTogether(workforce, files);
            final long end = System.nanoTime();

            print(files, summary);
            printTimes(ready - start, end - ready, summary.bytes());
            final Repetition again = new Repetition(summary);
            final FileReader reader = new FileReader();
            compare(
                    files,
                    summary.bytes(),
                    part -> readAlone(reader, part, again),
                    part -> workforce.read(part, again),
                    crew);
            if (again.changed()) {
                fail("files changed while they were read: a later reading gave something else");
            }
        }
    }

    private Summary readTogether(final Workforce workforce, final List<TreeFile> files) throws InterruptedException {
        final Summary summary = new Summary(files);
        try (Progress progress = progress(files)) {
            workforce.read(files, answer -> {
                final TreeFile file = files.get(answer.number());
                summary.add(answer);
                progress.step(file.size());
                if (!answer.isReadable()) {
                    unreadable(file.toString(), answer.problem());
                }
            });
        }
        return summary;
    }

    private static void readAlone(final FileReader reader, final List<TreeFile> files, final Repetition again) {
        for (int number = 0; number < files.size(); number++) {
            again.accept(reader.read(new Job(number, files.get(number).location())));
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
