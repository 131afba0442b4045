package io.tandem.examples.histogram;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Counts byte values with several processes, in each of three ways, and checks that all come to the same. */
@Command(
        name = "examples/run histogram",
        description =
                "Counts how often each byte value occurs in files, with several processes that share one array: by atomic"
                        + " additions, under one lock, and into a stripe of its own for each. The speeds leave out the start of the processes, and not that they run slowly until"
                        + " they are compiled: give it large files. Without files: a temporary one of 2 MiB.",
        mixinStandardHelpOptions = true)
public final class Histogram implements Callable<Integer> {
    private static final int SAMPLE_BYTES = 2 << 20;
    private static final int MOST_WORKERS = 256;

    @Option(names = "--workers", paramLabel = "N", description = "Processes. Default: one for each processor.")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "What is counted.")
    private List<Path> files = List.of();

    @SuppressWarnings("NullAway.Init") // picocli sets it
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private Histogram() {}

    public static void main(final String[] args) {
        System.exit(run(args));
    }

    /**
     * Runs the command.
     *
     * @param args of the command line.
     * @return its exit status: 0, 1 if something couldn't be counted, 2 for a wrong command line.
     */
    public static int run(final String[] args) {
        return new CommandLine(new Histogram())
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    line.getErr().println("histogram: " + failure.getMessage());
                    return 1;
                })
                .execute(args);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (workers < 1 || workers > MOST_WORKERS) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--workers is " + workers + ": it must be from 1 to " + MOST_WORKERS + ".");
        }
        for (final Path file : files) {
            final String problem = problem(file);
            if (problem != null) {
                spec.commandLine().getErr().println("histogram: \"" + file + "\" " + problem);
                return 2;
            }
        }
        if (!files.isEmpty()) {
            return count(files);
        }
        final Path sample = Files.createTempFile("histogram", ".txt");
        try {
            Files.writeString(sample, "how often does a byte occur\n".repeat(SAMPLE_BYTES / 28));
            return count(List.of(sample));
        } finally {
            Files.delete(sample);
        }
    }

    /** Why it can't be counted, or null. */
    private static @Nullable String problem(final Path file) {
        if (!Files.exists(file) || file.toString().isEmpty()) {
            return "isn't there.";
        }
        if (Files.isDirectory(file)) {
            return "is a directory. Give the files in it.";
        }
        if (!Files.isRegularFile(file)) {
            return "has no length that is known before it is read. Give a regular file.";
        }
        return Files.isReadable(file) ? null : "can't be read: permission denied.";
    }

    private int count(final List<Path> all) throws IOException, InterruptedException {
        final List<Block> blocks = Block.of(all);
        final long bytes = blocks.stream().mapToLong(Block::length).sum();
        if (bytes == 0) {
            System.out.println("checked  0 bytes: there is nothing to count");
            return 0;
        }
        final List<long[]> results = new ArrayList<>();
        for (final Way way : Way.values()) {
            final Crew crew = new Crew(way, blocks, Math.min(workers, blocks.size()));
            final long[] counts = crew.count();
            results.add(counts);
            if (Arrays.stream(counts).sum() != bytes || !Arrays.equals(results.get(0), counts)) {
                throw new IOException("what was counted " + way.words() + " isn't all there is. Did a file change?");
            }
            System.out.printf(Locale.ROOT, "%-8s %8.1f MB/s%n", way.words(), bytes * 1e-6 / crew.seconds());
        }
        print(bytes, results.get(0));
        return 0;
    }

    private static void print(final long bytes, final long[] counts) {
        int most = 0;
        for (int value = 0; value < counts.length; value++) {
            most = counts[value] > counts[most] ? value : most;
        }
        System.out.printf(
                Locale.ROOT,
                "checked  %d bytes, %d different values; most often 0x%02x, %d times%n",
                bytes,
                Arrays.stream(counts).filter(count -> count != 0).count(),
                most,
                counts[most]);
    }
}
