package io.tandem.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.examples.Program.Result;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What users get: a Maven project that knows Tandem by its coordinates alone, from a repository that holds its jars and poms
 * as they are published, and an empty local repository. It runs without any flag.
 */
class OutsideProjectIT {
    private static final Path SOURCES = Path.of(System.getProperty("tandem.basedir"), "examples/src/it/outside");
    private static final Path PROJECT = Path.of(required("tandem.outside.directory"));
    private static final String MAIN = "com.example.outside.Outside";

    @BeforeAll
    static void build() throws Exception {
        clear();
        try (Stream<Path> sources = Files.walk(SOURCES)) {
            for (final Path source : sources.toList()) {
                Files.copy(source, PROJECT.resolve(SOURCES.relativize(source).toString()));
            }
        }
        // Marks the top of a project: Maven then doesn't take this one's settings.
        Files.createDirectory(PROJECT.resolve(".mvn"));
        final Path talk = PROJECT.resolve("maven.log");
        final ProcessBuilder builder = new ProcessBuilder(command())
                .directory(PROJECT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(talk.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        List.of("MAVEN_OPTS", "MAVEN_ARGS", "MAVEN_DEBUG_OPTS").forEach(builder.environment()::remove);

        final Process maven = builder.start();
        try {
            assertThat(maven.waitFor(120, TimeUnit.SECONDS)).as("Maven ends").isTrue();
        } finally {
            maven.destroyForcibly();
        }
        assertThat(maven.exitValue())
                .as(() -> "status of Maven, which said:\n" + read(talk))
                .isZero();
    }

    @Test
    void shouldRunWhenOnTheClassPath() throws Exception {
        try (Program program = new Program()) {

            final Result result = Program.finish(program.start(
                    List.of("-cp", PROJECT.resolve("target/classes") + File.pathSeparator + libraries(), MAIN)));

            assertRan(result, "unnamed module @");
            program.assertNothingLeft();
        }
    }

    @Test
    void shouldRunWhenOnTheModulePath() throws Exception {
        try (Program program = new Program()) {

            final Result result = Program.finish(program.start(List.of(
                    "-p",
                    PROJECT.resolve("target/classes") + File.pathSeparator + libraries(),
                    "-m",
                    "com.example.outside/" + MAIN)));

            assertRan(result, "module com.example.outside");
            program.assertNothingLeft();
        }
    }

    @Test
    void shouldRunWithoutWarningsWhenTheManifestGrantsAccess() throws Exception {
        try (Program program = new Program()) {

            final Result result =
                    Program.finish(program.start(List.of("-jar", required("tandem.examples.jar"), "hello")));

            assertThat(result.error()).isEmpty();
            assertThat(result.lines())
                    .containsExactly("this is main function program", "this program is used in multiprocessing");
            program.assertNothingLeft();
        }
    }

    private static void assertRan(final Result result, final String place) {
        // From 24 on the JDK warns of JNA, once, and only the user can grant it.
        if (Runtime.version().feature() >= 24) {
            assertThat(result.error()).allMatch(line -> line.isEmpty() || line.startsWith("WARNING: "));
            assertThat(result.error())
                    .filteredOn(line -> line.contains("restricted method"))
                    .hasSizeLessThanOrEqualTo(1);
        } else {
            assertThat(result.error()).isEmpty();
        }
        assertThat(result.status()).isZero();
        assertThat(result.lines()).hasSize(4);
        assertThat(result.lines().get(0)).startsWith("parent in " + place);
        assertThat(result.lines().get(1))
                .startsWith("child in " + place)
                .endsWith(" received Parcel[content=tandem, weight=0]");
        assertThat(result.lines().subList(2, 4))
                .containsExactly("parent received Parcel[content=tandem, weight=6]", "exit code 0");
    }

    private static List<String> command() {
        final List<String> command = new ArrayList<>(List.of(
                Path.of(required("tandem.outside.maven"), "bin", "mvn").toString(),
                "-B",
                "-s",
                "settings.xml",
                "-Dmaven.repo.local=" + PROJECT.resolve("repository"),
                "-Doutside.libraries="
                        + Path.of(required("tandem.outside.libraries")).toUri(),
                "-Doutside.tandem="
                        + Path.of(required("tandem.outside.repository")).toUri()));
        command.addAll(List.of(required("tandem.outside.versions").split(" ")));
        command.add("process-classes");
        return command;
    }

    private static String libraries() throws IOException {
        try (Stream<Path> jars = Files.list(PROJECT.resolve("target/lib"))) {
            return String.join(
                    File.pathSeparator, jars.map(Path::toString).sorted().toList());
        }
    }

    private static String required(final String property) {
        final String value = System.getProperty(property);
        assertThat(value).as("%s, which the build sets: mvn verify", property).isNotBlank();
        return value;
    }

    private static String read(final Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (final IOException e) {
            return "(can't be read: " + e + ")";
        }
    }

    private static void clear() throws IOException {
        if (Files.exists(PROJECT)) {
            try (Stream<Path> files = Files.walk(PROJECT)) {
                for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
