package io.tandem.examples.histogram;

import io.tandem.process.ChildProcess;
import io.tandem.value.SharedInt;
import io.tandem.value.SharedLongArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Counts byte values with several processes, in each of three ways, and checks that all come to the same. */
@Command(
        name = "examples/run histogram",
        description =
                "Counts how often each byte value occurs in files, with several processes that share one array: by atomic"
                        + " additions, under one lock, and into a stripe of its own for each. Without files: a temporary one of 2 MiB.",
        mixinStandardHelpOptions = true)
public final class Histogram implements Callable<Integer> {
    private static final int SAMPLE_BYTES = 2 << 20;

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
        if (workers < 1) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--workers takes 1 or more; got " + workers);
        }
        for (final Path file : files) {
            if (!Files.isReadable(file) || !Files.isRegularFile(file)) {
                throw new CommandLine.ParameterException(spec.commandLine(), file + " isn't a file that can be read");
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

    private int count(final List<Path> all) throws IOException, InterruptedException {
        final List<Block> blocks = Block.of(all);
        final long bytes = blocks.stream().mapToLong(Block::length).sum();
        final List<long[]> results = new ArrayList<>();
        for (final Way way : Way.values()) {
            final long start = System.nanoTime();
            final long[] counts = count(blocks, way);
            final double seconds = (System.nanoTime() - start) * 1e-9;
            System.out.printf(
                    Locale.ROOT, "%-8s %8.1f MB/s%n", way.name().toLowerCase(Locale.ROOT), bytes * 1e-6 / seconds);
            results.add(counts);
            if (Arrays.stream(counts).sum() != bytes || !Arrays.equals(results.get(0), counts)) {
                System.err.println("histogram: " + way + " counted something else; did a file change?");
                return 1;
            }
        }
        print(bytes, results.get(0));
        return 0;
    }

    private long[] count(final List<Block> blocks, final Way way) throws InterruptedException {
        final ArrayList<Block> travelling = new ArrayList<>(blocks);
        try (SharedLongArray counts = SharedLongArray.create((long) Way.VALUES * workers);
                SharedInt next = SharedInt.create()) {
            final List<ChildProcess> children = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                final int worker = i;
                children.add(ChildProcess.start(() -> work(travelling, next, way, counts, worker)));
            }
            for (final ChildProcess child : children) {
                child.join();
                child.close();
            }
            final long[] sums = new long[Way.VALUES];
            for (long i = 0; i < counts.length(); i++) {
                sums[(int) (i % Way.VALUES)] += counts.get(i);
            }
            return sums;
        }
    }

    /** Whoever is free takes the next block. */
    private static void work(
            final List<Block> blocks,
            final SharedInt next,
            final Way way,
            final SharedLongArray counts,
            final int worker)
            throws IOException {
        for (int block = next.getAndIncrement(); block < blocks.size(); block = next.getAndIncrement()) {
            way.count(blocks.get(block).read(), counts, worker);
        }
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
