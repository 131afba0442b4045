package io.tandem.examples.digest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The main job on real input: worker processes read directory trees. */
@Command(
        name = "digest",
        description = "Counts files, bytes and lines of directory trees and takes one SHA-256 of them all: that of the"
                + " lines \"hash  path\", sorted by path, as sha256sum writes them. It doesn't depend on the number of"
                + " workers. Symbolic links aren't followed; a file that can't be read is reported and left out.",
        mixinStandardHelpOptions = true)
public final class Digest implements Callable<Integer> {
    private static final int MOST_WORKERS = 256;
    private static final long LITTLE_NANOS = 1_000_000_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--workers", paramLabel = "N", description = "Worker processes. Default: one a processor.")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--no-comparison",
            description = "Don't read the files again in this process alone, which is what the speed-up is taken from.")
    private boolean withoutComparison;

    @Parameters(
            paramLabel = "DIR",
            description = "Directories or files. Default: the project's own tree, less dot folders and target.")
    private List<Path> roots = new ArrayList<>();

    private boolean complete = true;

    private Digest() {}

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
        return new CommandLine(new Digest()).execute(args);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (workers < 1 || workers > MOST_WORKERS) {
            throw new ParameterException(
                    spec.commandLine(), "--workers is " + workers + ": it must be from 1 to " + MOST_WORKERS + ".");
        }
        for (final Path root : roots) {
            if (!Files.exists(root)) {
                throw new ParameterException(spec.commandLine(), "There is no directory or file " + root + ".");
            }
        }
        final long start = System.nanoTime();
        try (Workforce workforce = new Workforce(workers, this::report)) {
            // The list is made while the workers come up.
            final List<FileTree.Entry> files = list();
            workforce.awaitReady();
            final long ready = System.nanoTime();
            final Summary summary = readTogether(workforce, files);
            final long end = System.nanoTime();

            print(files, summary, ready - start, end - ready);
            if (!withoutComparison) {
                compare(files, summary, ready - start, end - ready);
            }
        }
        return complete ? 0 : 1;
    }

    private List<FileTree.Entry> list() {
        final boolean own = roots.isEmpty();
        final List<Path> trees = own ? List.of(Path.of(System.getProperty("tandem.examples.tree", "."))) : roots;
        final Predicate<Path> skipped = directory -> own && isDotFolderOrTarget(directory);
        try {
            return new FileTree(skipped, (path, problem) -> unreadable(path.toString(), FileReader.describe(problem)))
                    .list(trees);
        } catch (final IOException e) {
            throw new ParameterException(spec.commandLine(), "Can't list " + trees + ": " + e, e);
        }
    }

    private static boolean isDotFolderOrTarget(final Path directory) {
        final String name = String.valueOf(directory.getFileName());
        return name.startsWith(".") || name.equals("target");
    }

    private Summary readTogether(final Workforce workforce, final List<FileTree.Entry> files)
            throws InterruptedException {
        final Summary summary = new Summary(files);
        final long size = files.stream().mapToLong(FileTree.Entry::size).sum();
        try (Progress progress = Progress.of("digest", size)) {
            workforce.read(files, answer -> {
                final FileTree.Entry file = files.get(answer.number());
                summary.add(answer);
                progress.step(file.size());
                if (!answer.isReadable()) {
                    unreadable(file.name(), answer.problem());
                }
            });
        }
        return summary;
    }

    private void print(
            final List<FileTree.Entry> files, final Summary summary, final long startNanos, final long readNanos) {
        printf("files        %d", summary.readable());
        if (summary.readable() < files.size()) {
            printf("unreadable   %d", files.size() - summary.readable());
        }
        printf("bytes        %d", summary.bytes());
        printf("lines        %d", summary.lines());
        printf("digest       %s", summary.combined());
        printf("workers      %d, ready after %.3f s", workers, seconds(startNanos));
        printf("read in      %.3f s, %.0f bytes a second", seconds(readNanos), rate(summary, readNanos));
    }

    /** The same files again, by the same code, in this process alone: after the workers, so with warm caches. */
    private void compare(
            final List<FileTree.Entry> files, final Summary together, final long startNanos, final long readNanos) {
        final FileReader reader = new FileReader();
        final Summary alone = new Summary(files);
        final long begin = System.nanoTime();
        for (int i = 0; i < files.size(); i++) {
            alone.add(reader.read(new Job(i, files.get(i).path().toString())));
        }
        final long aloneNanos = System.nanoTime() - begin;
        if (!alone.combined().equals(together.combined())) {
            report("the files changed while they were read: a second reading gives " + alone.combined());
            complete = false;
        }
        printf("one process  %.3f s, %.0f bytes a second", seconds(aloneNanos), rate(alone, aloneNanos));
        printf(
                "speed-up     %.2f (%.2f with the start of the workers)",
                (double) aloneNanos / readNanos, (double) aloneNanos / (startNanos + readNanos));
        if (aloneNanos < LITTLE_NANOS) {
            printf("note         less than a second's reading doesn't pay for more: try a larger DIR");
        }
    }

    private void unreadable(final String name, final String problem) {
        report("can't read " + name + ": " + problem);
        complete = false;
    }

    private void report(final String problem) {
        System.err.println("digest: " + problem);
    }

    private static double rate(final Summary summary, final long nanos) {
        return summary.bytes() / seconds(nanos);
    }

    private static double seconds(final long nanos) {
        return Math.max(nanos, 1) / 1e9;
    }

    private static void printf(final String format, final Object... args) {
        System.out.println(String.format(Locale.ROOT, format, args));
    }
}
