package io.tandem.bench;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Cleanup;
import io.tandem.bench.harness.Cpus;
import io.tandem.bench.harness.OwnJvm;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code bench/run all}: every suite, one after the other, each in a pair of JVMs of its own, so that none inherits the compiled
 * code of another.
 */
@Command(
        name = "all",
        description = "All of them, one after the other, with pages, rows, histograms and charts.",
        mixinStandardHelpOptions = true)
final class AllCommand implements Callable<Integer> {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String HOME = "BENCH_HOME";

    @SuppressWarnings("NullAway.Init") // picocli sets it
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Mixin
    private final MeasuringOptions options = new MeasuringOptions();

    @Option(
            names = "--results",
            paramLabel = "DIR",
            description = "Where all files go. By default a new directory under bench/results, named after the time.")
    private @Nullable Path results;

    @Option(
            names = "--suites",
            paramLabel = "A,B",
            split = ",",
            description = "Only these. By default all that bench/run lists.")
    private List<String> names = Suites.ALL.stream().map(Suites::name).toList();

    @Override
    public Integer call() throws IOException, InterruptedException {
        options.check();
        final List<Suites> suites = suites();
        final Path directory = results != null ? results : newDirectory();
        Files.createDirectories(directory);
        final PrintWriter out = spec.commandLine().getOut();
        final PrintWriter err = spec.commandLine().getErr();
        final List<String> failed = new ArrayList<>();
        final long started = System.nanoTime();
        try (Cleanup cleanup = Cleanup.begin(Cpus.any())) {
            for (final Suites suite : suites) {
                err.println("=== " + suite.name());
                err.flush();
                if (!run(cleanup, words(suite.name(), directory))) {
                    failed.add(suite.name());
                }
                out.println();
                out.flush();
            }
        }
        options.writeJson(rows(directory));
        final Path page = directory.resolve("README.md");
        Files.writeString(page, page(directory));
        out.printf(
                Locale.ROOT,
                "%d s; tables, rows, histograms and charts: %s%n",
                Duration.ofNanos(System.nanoTime() - started).toSeconds(),
                page);
        if (!failed.isEmpty()) {
            out.println("FAILED: " + String.join(", ", failed) + "; why stands above");
        }
        out.flush();
        return failed.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private List<Suites> suites() {
        try {
            return names.stream().map(Suites::named).toList();
        } catch (final BenchException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--suites: " + e.getMessage(), e);
        }
    }

    /** Whether it went well. */
    private boolean run(final Cleanup cleanup, final List<String> words) throws InterruptedException {
        final String[] arguments = words.toArray(String[]::new);
        try {
            OwnJvm.run(cleanup, "bench-" + words.get(0), () -> Main.main(arguments));
            return true;
        } catch (final BenchException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return false;
        }
    }

    private List<String> words(final String suite, final Path directory) {
        final List<String> words = new ArrayList<>(List.of(suite, "--results", directory.toString()));
        words.addAll(options.words());
        return words;
    }

    /** The suites' rows as one array. */
    private static String rows(final Path directory) throws IOException {
        final List<String> rows = new ArrayList<>();
        for (final Path file : existing(directory, ".json")) {
            for (final String line : Files.readAllLines(file)) {
                if (line.startsWith("{")) {
                    rows.add(line.endsWith(",") ? line.substring(0, line.length() - 1) : line);
                }
            }
        }
        return rows.stream().collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    private static String page(final Path directory) throws IOException {
        final StringBuilder page =
                new StringBuilder("# What was measured\n\nbench/README.md tells how to read it.\n\n");
        for (final Path file : existing(directory, ".md")) {
            page.append(Files.readString(file)).append('\n');
        }
        return page.toString();
    }

    private static List<Path> existing(final Path directory, final String ending) {
        return Suites.ALL.stream()
                .map(suite -> directory.resolve(suite.name() + ending))
                .filter(Files::exists)
                .toList();
    }

    private Path newDirectory() {
        final String home = System.getenv(HOME);
        if (home == null) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--results is needed: only bench/run knows where its own results are");
        }
        return Path.of(
                home,
                "results",
                STAMP.format(Instant.now()) + "-jdk" + Runtime.version().feature());
    }
}
