package io.tandem.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A run of a whole command, in a JVM of its own. */
public final class BenchRun implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(110);

    private static final Pattern ROW = Pattern.compile("\\{\"name\": \"([^\"]+)\", \"metric\": \"([^\"]+)\","
            + " \"unit\": \"(ns|msg/s|B/op)\", \"value\": ([^,]+), \"against\": (null|\"[^\"]+\"), \"ratio\": ([^,]+),"
            + " \"spread\": (null|\\[[^]]+]), \"bar\": (null|\"[^\"]+\"), \"met\": (null|true|false)"
            + "(, \"skipped\": \"[^\"]+\")?},?");

    // Of a short run, whose tails nobody can tell.
    private static final Set<String> TOO_FEW = Set.of("latency p99", "latency p99.9", "latency p99.99");

    private final Path directory;
    private final Process process;

    private BenchRun(final Path directory, final Process process) {
        this.directory = directory;
        this.process = process;
    }

    static BenchRun start(final Path directory, final String... arguments) throws IOException {
        return start(directory, List.of(), System.getenv("PATH"), arguments);
    }

    /** Of another command than {@code bench/run}. */
    public static BenchRun startMain(final Class<?> main, final Path directory, final String... arguments)
            throws IOException {
        return start(main, directory, List.of(), System.getenv("PATH"), arguments);
    }

    static BenchRun start(
            final Path directory, final List<String> options, final String path, final String... arguments)
            throws IOException {
        return start(Main.class, directory, options, path, arguments);
    }

    private static BenchRun start(
            final Class<?> main,
            final Path directory,
            final List<String> options,
            final String path,
            final String... arguments)
            throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx128m");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        final ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(directory.resolve("output").toFile())
                .redirectError(directory.resolve("errors").toFile());
        builder.environment().put("PATH", path);
        return new BenchRun(directory, builder.start());
    }

    /** Sends a signal to a process. */
    static void signal(final String name, final ProcessHandle process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** {@return the options without which Chronicle Queue is skipped} */
    static List<String> forChronicle() {
        final List<String> options = new ArrayList<>(List.of(
                "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
                "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED"));
        if (Runtime.version().feature() >= 24) {
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        return options;
    }

    Process process() {
        return process;
    }

    public String output() throws IOException {
        return Files.readString(directory.resolve("output"));
    }

    public String errors() throws IOException {
        return Files.readString(directory.resolve("errors"));
    }

    /** {@return its exit code, once it has ended by itself} */
    public int awaitEnd() throws InterruptedException {
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** Waits until slices are measured, which is when progress is told; returns the second process. */
    ProcessHandle awaitPeer() throws IOException {
        await().atMost(LIMIT).until(() -> !process.isAlive() || errors().contains("measuring"));
        assertThat(process.isAlive()).as(errors()).isTrue();
        // Not one of the programs that are looked for meanwhile.
        return process.children().filter(BenchRun::isJava).findFirst().orElseThrow();
    }

    private static boolean isJava(final ProcessHandle process) {
        return process.info()
                .command()
                .filter(command -> command.endsWith("/java"))
                .isPresent();
    }

    /** Checks what was written about rows, and that all of them stand in the table, too. */
    List<String> rows(final Path json) throws IOException {
        final String table = output();
        final List<String> lines = Files.readAllLines(json);
        assertThat(lines.get(0)).isEqualTo("[");
        assertThat(lines.get(lines.size() - 1)).isEqualTo("]");
        final List<String> rows = lines.subList(1, lines.size() - 1);
        assertThat(rows).allSatisfy(row -> {
            final Matcher matcher = ROW.matcher(row);
            assertThat(matcher.matches()).as(row).isTrue();
            if (matcher.group(4).equals("null")) {
                assertThat(matcher.group(10) != null || TOO_FEW.contains(matcher.group(2)))
                        .as("a row without a value says why: " + row)
                        .isTrue();
            } else {
                assertThat(Double.parseDouble(matcher.group(4))).isNotNegative().isLessThan(1e12);
            }
            assertThat(table).contains(matcher.group(1));
        });
        return rows;
    }

    public void assertNothingIsLeft() throws IOException {
        assertThat(process.descendants()).isEmpty();
        assertNothingIsLeftOf(List.of(process.toHandle()));
    }

    /** Checks that no directory is left of some drivers, and no process that has one of these in its arguments. */
    static void assertNothingIsLeftOf(final List<ProcessHandle> drivers) throws IOException {
        final List<String> prefixes = drivers.stream()
                .map(driver -> "tandem-bench-" + driver.pid() + "-")
                .toList();
        for (final Path parent : List.of(Path.of("/dev/shm"), Path.of(System.getProperty("java.io.tmpdir")))) {
            if (Files.isDirectory(parent)) {
                try (Stream<Path> files = Files.list(parent)) {
                    assertThat(files.filter(file -> prefixes.stream()
                                    .anyMatch(file.getFileName().toString()::startsWith)))
                            .isEmpty();
                }
            }
        }
        // Those that a dead process left have another parent now, and their arguments still name the directory.
        await().atMost(LIMIT)
                .until(() -> ProcessHandle.allProcesses()
                        .flatMap(any -> Stream.of(any.info().arguments().orElse(new String[0])))
                        .noneMatch(argument -> prefixes.stream().anyMatch(argument::contains)));
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
