package io.tandem.os;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A main class in a JVM of its own, run to its end, with what it printed. */
final class JavaProgram {
    record Result(int exitCode, String output, String errors) {}

    private final List<String> prefix = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private final Map<String, String> environment = new java.util.HashMap<>();
    private Path home = Path.of(System.getProperty("java.home"));

    static JavaProgram program() {
        return new JavaProgram();
    }

    /** The JDK to run on. */
    JavaProgram on(final Path jdk) {
        home = jdk;
        return this;
    }

    /** A command that starts the JVM given to it. */
    JavaProgram behind(final String... command) {
        prefix.addAll(List.of(command));
        return this;
    }

    JavaProgram with(final String... jvmOptions) {
        options.addAll(List.of(jvmOptions));
        return this;
    }

    JavaProgram withEnvironment(final String name, final String value) {
        environment.put(name, value);
        return this;
    }

    /** The class path of a user: this library, its dependencies, and the programs of these tests. */
    static String classPath(final Class<?>... more) {
        return Stream.concat(
                        Stream.of(OperatingSystem.class, com.sun.jna.Library.class, JavaProgram.class),
                        Arrays.stream(more))
                .map(JavaProgram::location)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    static String location(final Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (final URISyntaxException failure) {
            throw new IllegalStateException(failure);
        }
    }

    List<String> command(final Class<?> main, final String... arguments) {
        final List<String> command = new ArrayList<>(prefix);
        command.add(home.resolve("bin/java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx64m"));
        command.addAll(options);
        if (!options.contains("-cp") && !options.contains("--module-path")) {
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath()));
        }
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    Result run(final Class<?> main, final String... arguments) {
        return run(command(main, arguments));
    }

    Result run(final List<String> command) {
        try {
            final Path directory = Files.createTempDirectory("tandem-test-");
            final Path output = directory.resolve("output");
            final Path errors = directory.resolve("errors");
            try {
                final ProcessBuilder builder = new ProcessBuilder(command)
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile())
                        .redirectInput(new File("/dev/null"));
                builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
                builder.environment().putAll(environment);
                final Process process = builder.start();
                if (!process.waitFor(60, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                    throw new AssertionError(
                            "Still running after 60 s: " + command + "\n" + text(output) + text(errors));
                }
                return new Result(process.exitValue(), text(output), text(errors));
            } finally {
                Files.deleteIfExists(output);
                Files.deleteIfExists(errors);
                Files.delete(directory);
            }
        } catch (final IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (final InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    private static String text(final Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
