package io.tandem.examples.digest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The main job on real input: worker processes read directory trees. */
@Command(
        name = "examples/run digest",
        description = "Counts files, bytes and lines of directory trees and takes one SHA-256 of them all: that of the"
                + " lines \"hash  path\", sorted by path, as sha256sum writes them. It doesn't depend on the number of"
                + " workers. Symbolic links aren't followed; a file that can't be read is reported and left out.",
        sortOptions = false)
public final class Digest implements Callable<Integer> {
    private static final int MOST_WORKERS = 256;
    // The kernel counts processor time in hundredths of a second.
    private static final double LONG_ENOUGH_SECONDS = 0.1;
    private static final double BUSY = 0.8;
    private static final double NEARLY_ALL = 0.99;
    private static final double WORTH_WHILE = 0.1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--workers", paramLabel = "N", description = "Worker processes. Default: one a processor.")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--no-comparison",
            description = "Don't read the files again, by one process and by the workers in turn, for the speed-up.")
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
        final CommandSpec command = CommandSpec.forAnnotatedObject(new Digest());
        command.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help.")
                .build());
        return new CommandLine(command).execute(args);
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
            final List<TreeFile> files = list();
            workforce.awaitReady();
            final long ready = System.nanoTime();
            final Summary summary = readTogether(workforce, files);
            final long end = System.nanoTime();

            print(files, summary, ready - start, end - ready);
            if (!withoutComparison && summary.bytes() > 0) {
                compare(new Comparison(files, summary, workforce), summary, ready - start);
            }
        } catch (final Workforce.TooManyDeathsException e) {
            report(String.valueOf(e.getMessage()));
            complete = false;
        }
        return complete ? 0 : 1;
    }

    private List<TreeFile> list() {
        final boolean own = roots.isEmpty();
        final List<Path> trees = own ? List.of(Path.of(System.getProperty("tandem.examples.tree", "."))) : roots;
        final Predicate<Path> skipped = directory -> own && isDotFolderOrTarget(directory);
        try {
            return new FileTree(
                            skipped,
                            (path, problem) ->
                                    unreadable(TreeFile.shown(path.toString()), FileReader.describe(problem)))
                    .list(trees);
        } catch (final IOException e) {
            throw new ParameterException(spec.commandLine(), "Can't list " + trees + ": " + e, e);
        }
    }

    private static boolean isDotFolderOrTarget(final Path directory) {
        final String name = String.valueOf(directory.getFileName());
        return name.startsWith(".") || name.equals("target");
    }

    private Summary readTogether(final Workforce workforce, final List<TreeFile> files) throws InterruptedException {
        final Summary summary = new Summary(files);
        final long size = files.stream().mapToLong(TreeFile::size).sum();
        try (Progress progress = Progress.of("digest", size)) {
            workforce.read(files, IntStream.range(0, files.size()).boxed().toList(), answer -> {
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

    private void print(final List<TreeFile> files, final Summary summary, final long startNanos, final long readNanos) {
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

    private void compare(final Comparison comparison, final Summary summary, final long startNanos) {
        if (comparison.changed()) {
            report("files changed while they were read: a later reading gave something else");
            complete = false;
        }
        final double share = comparison.share();
        final double together = seconds(comparison.togetherNanos());
        final double alone = seconds(comparison.aloneNanos());
        final double start = seconds(startNanos);
        // Starting is paid for once, the whole is read.
        final double withStart = alone / (together + start * share);
        printf(
                "speed-up     %.2f over one process: %.3f s instead of %.3f s (best of %d readings each, in turn, all warm%s)",
                alone / together,
                together,
                alone,
                comparison.rounds(),
                share < NEARLY_ALL ? String.format(Locale.ROOT, "; %.0f %% of the bytes", 100 * share) : "");
        printf("with start   %.2f: starting the workers took %.3f s, which isn't counted above", withStart, start);
        final int most = Math.min(workers, Runtime.getRuntime().availableProcessors());
        if (together >= LONG_ENOUGH_SECONDS && comparison.processors() < BUSY * most) {
            printf(
                    "note         the workers had %.1f of %d processors: other programs kept those busy, or a single file is"
                            + " most of the bytes",
                    comparison.processors(), most);
        }
        if (withStart < 1) {
            final double saved = (alone - together) / share;
            printf(
                    "note         so little doesn't pay for starting workers: %s",
                    saved > WORTH_WHILE * alone / share
                            ? String.format(Locale.ROOT, "some %.1f GB would", summary.bytes() * start / saved / 1e9)
                            : String.format(Locale.ROOT, "one process reads it in %.3f s", alone / share));
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
