package io.tandem.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Runs programs in JVMs of their own, in a domain of their own, and sees to it that they leave nothing there. */
final class Program implements AutoCloseable {
    /** A line of output, and when it came. */
    record Line(String text, long nanos) {}

    /** All that a program said, and its exit status. */
    record Result(List<Line> output, List<String> error, int status) {
        List<String> lines() {
            return output.stream().map(Line::text).toList();
        }

        /** What stands behind a word or two at the start of a line; there must be one such line. */
        String value(final String key) {
            return lines().stream()
                    .filter(line -> line.startsWith(key + " "))
                    .map(line -> line.substring(key.length()).strip())
                    .reduce((a, b) -> {
                        throw new AssertionError(key + " is there twice: " + lines());
                    })
                    .orElseThrow(() -> new AssertionError(key + " isn't in " + this));
        }
    }

    private static final Duration LIMIT = Duration.ofSeconds(120);

    private final Path scratch;
    private final List<String> options = new ArrayList<>();

    Program() throws IOException {
        scratch = Files.createTempDirectory(Path.of("/dev/shm"), "tandem-test-");
    }

    /** One more JVM option for programs on a class path. */
    Program option(final String option) {
        options.add(option);
        return this;
    }

    Path domain() {
        return scratch.resolve("domain");
    }

    /** Starts a class on a class path, without warnings of native access. */
    Process start(final String classPath, final String mainClass, final List<String> arguments) throws IOException {
        final List<String> words = new ArrayList<>(List.of("--enable-native-access=ALL-UNNAMED"));
        words.addAll(options);
        words.addAll(List.of("-cp", classPath, mainClass));
        words.addAll(arguments);
        return start(words);
    }

    /** Starts a JVM with nothing but these words on its command line. */
    Process start(final List<String> words) throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(words);
        return start(new ProcessBuilder(command));
    }

    /** Starts a shell script in a directory, with this JDK's programs first on its path. */
    Process shell(final Path directory, final String script) throws IOException {
        final ProcessBuilder builder = new ProcessBuilder("bash", "-ec", script).directory(directory.toFile());
        final Path programs = Path.of(System.getProperty("java.home"), "bin");
        builder.environment().merge("PATH", programs.toString(), (path, first) -> first + File.pathSeparator + path);
        return start(builder);
    }

    private Process start(final ProcessBuilder builder) throws IOException {
        final Map<String, String> environment = builder.environment();
        environment.put("TANDEM_DIR", domain().toString());
        List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS").forEach(environment::remove);
        return builder.start();
    }

    Result run(final Class<?> mainClass, final String... arguments) throws Exception {
        return finish(start(classPath(), mainClass.getName(), List.of(arguments)));
    }

    /** Reads all that it says, and waits for its end. */
    static Result finish(final Process process) throws Exception {
        try {
            process.getOutputStream().close();
            final CompletableFuture<List<Line>> output =
                    reading(() -> lines(process.inputReader(StandardCharsets.UTF_8)));
            final CompletableFuture<List<Line>> error =
                    reading(() -> lines(process.errorReader(StandardCharsets.UTF_8)));
            assertThat(process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                    .as("%s ends within %s", process.info(), LIMIT)
                    .isTrue();
            // The streams end when the children that inherited them have ended, too.
            final List<Line> out = output.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            final List<Line> err = error.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            return new Result(out, err.stream().map(Line::text).toList(), process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }

    /** By a thread of its own: the common pool may have one only, for two streams. */
    private static CompletableFuture<List<Line>> reading(final Supplier<List<Line>> lines) {
        return CompletableFuture.supplyAsync(lines, action -> {
            final Thread reader = new Thread(action, "program-reader");
            reader.setDaemon(true);
            reader.start();
        });
    }

    /** A child that has a file of a directory open. */
    static Optional<ProcessHandle> childThatReads(final Process process, final Path directory) {
        return process.children().filter(child -> hasOpen(child, directory)).findFirst();
    }

    private static boolean hasOpen(final ProcessHandle process, final Path directory) {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", String.valueOf(process.pid()), "fd"))) {
            for (final Path descriptor : descriptors.toList()) {
                if (Files.readSymbolicLink(descriptor).startsWith(directory)) {
                    return true;
                }
            }
            return false;
        } catch (final IOException e) {
            // It has just closed it, or ended: the next look tells.
            return false;
        }
    }

    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static List<Line> lines(final BufferedReader reader) {
        try (reader) {
            final List<Line> lines = new ArrayList<>();
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                lines.add(new Line(text, System.nanoTime()));
            }
            return lines;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing of it runs, and there is no object in its domain. */
    void assertNothingLeft() throws IOException {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(processes()).as("processes left").isEmpty());
        for (final String folder : List.of("objects", "names", "temporary")) {
            assertThat(files(domain().resolve(folder))).as("left in %s", folder).isEmpty();
        }
    }

    /** Processes that were told of the domain: their environment is inherited, by children too. */
    private List<String> processes() throws IOException {
        final byte[] mark = ("TANDEM_DIR=" + domain()).getBytes(StandardCharsets.UTF_8);
        final List<String> found = new ArrayList<>();
        for (final ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            try {
                final byte[] environment =
                        Files.readAllBytes(Path.of("/proc", String.valueOf(process.pid()), "environ"));
                if (new String(environment, StandardCharsets.ISO_8859_1)
                        .contains(new String(mark, StandardCharsets.ISO_8859_1))) {
                    found.add(process.pid() + " " + process.info());
                }
            } catch (final IOException e) {
                // It has just ended, or is somebody else's.
                continue;
            }
        }
        return found;
    }

    private static List<Path> files(final Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(scratch)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
