package io.tandem.examples.trees;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command that has worker processes read the files of directory trees. */
public abstract class TreeCommand implements Callable<Integer> {
    private static final int MOST_WORKERS = 256;
    // The kernel counts processor time in hundredths of a second.
    private static final double LONG_ENOUGH_SECONDS = 0.1;
    private static final double BUSY = 0.8;
    private static final double NEARLY_ALL = 0.99;
    private static final double WORTH_WHILE = 0.1;

    /** One way to read files. */
    @FunctionalInterface
    public interface Reading {
        /**
         * Reads.
         *
         * @param files the first ones of those listed, or all.
         */
        void read(List<TreeFile> files) throws InterruptedException;
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--workers", paramLabel = "N", description = "Worker processes. Default: one a processor.")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--no-comparison",
            description = "Don't read the files again, in turn without and with the workers, to compare.")
    private boolean withoutComparison;

    @Parameters(
            paramLabel = "DIR",
            description = "Directories or files. Default: the project's own tree, less dot folders and target.")
    private List<Path> roots = new ArrayList<>();

    private final String name;
    private boolean complete = true;
    private long startNanos;
    private @Nullable Progress progress;

    /**
     * A command.
     *
     * @param name for what it reports.
     */
    protected TreeCommand(final String name) {
        this.name = name;
    }

    /**
     * Runs a command.
     *
     * @param command new.
     * @param args    of the command line.
     * @return its exit status: 0, 1 if something couldn't be read, 2 for a wrong command line.
     */
    protected static int run(final TreeCommand command, final String[] args) {
        final CommandSpec spec = CommandSpec.forAnnotatedObject(command);
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help.")
                .build());
        return new CommandLine(spec).execute(args);
    }

    @Override
    public final Integer call() throws InterruptedException {
        if (workers < 1 || workers > MOST_WORKERS) {
            throw refusal("--workers is " + workers + ": it must be from 1 to " + MOST_WORKERS + ".");
        }
        for (final Path root : roots) {
            if (!Files.exists(root)) {
                throw refusal("There is no directory or file " + root + ".");
            }
        }
        work(workers);
        return complete ? 0 : 1;
    }

    /**
     * Ends the command when it is thrown, since the command line is wrong.
     *
     * @param problem a sentence.
     * @return to be thrown.
     */
    protected final ParameterException refusal(final String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }

    /**
     * Does it all.
     *
     * @param size how many worker processes there are to be.
     */
    protected abstract void work(int size) throws InterruptedException;

    /** {@return the files that the command line asks for} */
    protected final List<TreeFile> list() {
        final boolean own = roots.isEmpty();
        final List<Path> trees = own ? List.of(Path.of(System.getProperty("tandem.examples.tree", "."))) : roots;
        final Predicate<Path> skipped = directory -> own && FileTree.isDotFolderOrTarget(directory);
        try {
            return new FileTree(
                            skipped,
                            (path, problem) ->
                                    unreadable(TreeFile.shown(path.toString()), FileProblems.describe(problem)))
                    .list(trees);
        } catch (final IOException e) {
            throw new ParameterException(spec.commandLine(), "Can't list " + trees + ": " + e, e);
        }
    }

    /**
     * Shows how far the command is.
     *
     * @param files that are read.
     * @return at none of their bytes.
     */
    protected final Progress progress(final List<TreeFile> files) {
        final Progress shown =
                Progress.of(name, files.stream().mapToLong(TreeFile::size).sum());
        progress = shown;
        return shown;
    }

    /**
     * Says how long it took.
     *
     * @param startedNanos until the workers were ready.
     * @param readNanos    from then on, until all was read.
     * @param bytes        that were read.
     */
    protected final void printTimes(final long startedNanos, final long readNanos, final long bytes) {
        startNanos = startedNanos;
        printf("workers      %d, ready after %.3f s", workers, seconds(startedNanos));
        printf("read in      %.3f s, %.0f bytes a second", seconds(readNanos), bytes / seconds(readNanos));
    }

    /**
     * Reads again, in turn with and without the workers, and says how much faster they are; unless that isn't wanted, or there
     * is nothing to read. After {@link #printTimes}.
     *
     * @param files    that were read.
     * @param bytes    in them.
     * @param alone    reads them in this process.
     * @param together has the workers read them.
     * @param readers  those.
     */
    protected final void compare(
            final List<TreeFile> files,
            final long bytes,
            final Reading alone,
            final Reading together,
            final Readers readers)
            throws InterruptedException {
        if (isCompared() && bytes > 0) {
            final long largest = files.stream().mapToLong(TreeFile::size).max().orElse(0);
            printSpeedUp(new Comparison(files, alone, together, readers), bytes, largest);
        }
    }

    /** {@return whether the command line asks for a comparison with others than the workers} */
    protected final boolean isCompared() {
        return !withoutComparison;
    }

    /** {@return whether several workers can share a large file} */
    protected boolean dividesFiles() {
        return false;
    }

    private void printSpeedUp(final Comparison comparison, final long bytes, final long largest) {
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
                    "note         the workers used %.1f of %d processor%s: %s",
                    comparison.processors(),
                    most,
                    most == 1 ? "" : "s",
                    !dividesFiles() && largest > bytes / most
                            ? "one file is most of the bytes, and isn't divided"
                            : "other programs kept the rest busy, or there was too little to read");
        }
        if (withStart < 1) {
            final double saved = (alone - together) / share;
            printf(
                    "note         so little doesn't pay for starting workers: %s",
                    saved > WORTH_WHILE * alone / share
                            ? String.format(Locale.ROOT, "some %.1f GB would", bytes * start / saved / 1e9)
                            : String.format(Locale.ROOT, "one process reads it in %.3f s", alone / share));
        }
    }

    /**
     * Reports a file that is left out.
     *
     * @param file    its name.
     * @param problem why.
     */
    protected final void unreadable(final String file, final String problem) {
        fail("can't read " + file + ": " + problem);
    }

    /**
     * Reports that the result isn't all that it should be.
     *
     * @param problem why.
     */
    protected final void fail(final String problem) {
        report(problem);
        complete = false;
    }

    /**
     * Reports something.
     *
     * @param problem a sentence.
     */
    protected final void report(final String problem) {
        final String line = name + ": " + problem;
        final Progress bar = progress;
        if (bar == null) {
            System.err.println(line);
        } else {
            bar.print(line);
        }
    }

    /**
     * Prints a line.
     *
     * @param format of it.
     * @param args   for the format.
     */
    protected static void printf(final String format, final Object... args) {
        System.out.println(String.format(Locale.ROOT, format, args));
    }

    private static double seconds(final long nanos) {
        return Math.max(nanos, 1) / 1e9;
    }
}
