package io.tandem.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.os.OperatingSystem;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestCompiler;
import io.tandem.testing.TestDomain;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Parents that were started in other ways than the tests: from the module path, from source. */
class ChildLaunchTest {
    private static final String PROGRAM = """
            import io.tandem.process.ChildProcess;

            public final class Program {
                public static void main(String[] arguments) throws Exception {
                    String word = arguments[0];
                    try (var child = ChildProcess.start(() -> System.out.println("child in "
                            + Program.class.getModule() + ": " + word + ", " + ChildProcess.parent().isPresent()))) {
                        child.join();
                        System.out.println("exit " + child.exitCode() + " " + child.failure());
                    }
                }
            }
            """;

    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @TempDir
    Path directory;

    private record Outcome(int exitCode, List<String> output, String error) {}

    private Outcome run(final List<String> arguments) throws Exception {
        final List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dtandem.dir=" + domain.directory()));
        command.addAll(arguments);
        final Path error = directory.resolve("stderr");
        final Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(error.toFile())
                .start();
        try {
            final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Outcome(process.exitValue(), output.lines().toList(), Files.readString(error));
        } finally {
            process.destroyForcibly();
        }
    }

    /** Tandem and what it needs. */
    private static Set<String> libraries() throws Exception {
        final Set<String> locations = new TreeSet<>();
        for (final Class<?> type : List.of(
                ChildProcess.class, OperatingSystem.class, UnsafeBuffer.class, Class.forName("com.sun.jna.Native"))) {
            locations.add(locationOf(type));
        }
        return locations;
    }

    private static String locationOf(final Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    private static String path(final Stream<String> entries) {
        return entries.collect(Collectors.joining(File.pathSeparator));
    }

    @Test
    void shouldStartAChildOnTheModulePathWhenTheParentIsThere() throws Exception {
        final String modulePath = path(Stream.concat(libraries().stream(), Stream.of(locationOf(NullMarked.class))));
        final TestCompiler compiler = TestCompiler.in(directory.resolve("program"));
        compiler.compile("module-info", "module program { requires io.tandem.core; }", "-p", modulePath);
        compiler.compile("app.Program", "package app;\n" + PROGRAM, "-p", modulePath);

        final Outcome outcome = run(List.of(
                "--add-exports=java.base/jdk.internal.misc=org.agrona",
                "--enable-native-access=com.sun.jna",
                "-p",
                path(Stream.concat(libraries().stream(), Stream.of("program/classes"))),
                "-m",
                "program/app.Program",
                "word"));

        assertThat(outcome.error()).isEmpty();
        assertThat(outcome.output()).containsExactly("child in module program: word, true", "exit 0 Optional.empty");
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void shouldStartAChildWithTheSameClassPathWhenItIsRelativeAndThereAreNoFlags() throws Exception {
        final TestCompiler compiler = TestCompiler.in(directory.resolve("program"));
        compiler.compile("Program", PROGRAM);

        final Outcome outcome = run(List.of(
                "-cp", path(Stream.concat(Stream.of("program/classes"), libraries().stream())), "Program", "word"));

        assertThat(outcome.output())
                .first()
                .asString()
                .startsWith("child in unnamed module")
                .endsWith(": word, true");
        assertThat(outcome.output()).last().isEqualTo("exit 0 Optional.empty");
    }

    @Test
    void shouldSayWhatToDoWhenTheProgramIsRunFromItsSource() throws Exception {
        final Path source = Files.writeString(directory.resolve("Program.java"), PROGRAM);

        final Outcome outcome = run(List.of("-cp", path(libraries().stream()), source.toString(), "word"));

        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.error())
                .contains("NotTransferableException")
                .contains("compiled in memory")
                .contains("javac -d out");
        assertThat(outcome.output()).isEmpty();
    }
}
