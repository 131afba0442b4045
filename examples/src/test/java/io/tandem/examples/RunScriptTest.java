package io.tandem.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script examples/run, in a tree of its own with a Maven and a java that only say how they were called: when it builds,
 * and what goes where.
 */
class RunScriptTest {
    private static final Path ROOT = Path.of(System.getProperty("tandem.basedir"));

    @TempDir
    private Path directory;

    private Path tree;
    private Path calls;

    private record Said(String output, String error, int status) {}

    @BeforeEach
    void makeTree() throws IOException {
        tree = directory.resolve("a tree");
        calls = directory.resolve("calls");
        for (final String file : List.of(".build/launch.sh", "examples/run")) {
            Files.createDirectories(tree.resolve(file).getParent());
            Files.copy(ROOT.resolve(file), tree.resolve(file));
        }
        for (final String module : List.of("native", "core", "examples")) {
            Files.createDirectories(tree.resolve(module + "/src/main"));
            Files.writeString(tree.resolve(module + "/src/main/Some.java"), "");
            Files.createDirectories(tree.resolve(module + "/src/test"));
            Files.writeString(tree.resolve(module + "/pom.xml"), "");
        }
        Files.writeString(tree.resolve("pom.xml"), "");
        script("bin/mvn", """
                echo "$*" >> "$CALLS"
                echo "Maven's talk"
                mkdir -p examples/target/classes
                echo "$PWD/pom.xml" > examples/target/launch.classpath
                exit "$MAVEN_STATUS"
                """);
        script("jdk/bin/java", "printf '<%s>' \"$@\"");
        Files.writeString(directory.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
    }

    @Test
    void shouldBuildOnceWhenNothingChanges() throws Exception {
        final Said first = run(0);
        final Said second = run(0);

        assertThat(builds()).isEqualTo(1);
        for (final Said said : List.of(first, second)) {
            assertThat(said.status()).isZero();
            assertThat(said.output())
                    .startsWith("<--add-exports>")
                    .contains("<-cp><" + tree.toRealPath() + "/examples/target/classes:" + tree.toRealPath()
                            + "/pom.xml>")
                    .endsWith("<io.tandem.examples.Main><digest><a dir>");
        }
        assertThat(second.error()).isEmpty();
    }

    @Test
    void shouldBuildAgainWhenAPomOrMainSourceIsNewer() throws Exception {
        run(0);

        for (final String file : List.of("pom.xml", "core/pom.xml", "native/src/main/Some.java", "examples/src/main")) {
            final int before = builds();
            final FileTime built = Files.getLastModifiedTime(tree.resolve("examples/target/launch.stamp"));
            Files.setLastModifiedTime(
                    tree.resolve(file), FileTime.from(built.toInstant().plus(Duration.ofMillis(1))));
            awaitAfter(Files.getLastModifiedTime(tree.resolve(file)));

            run(0);
            run(0);

            assertThat(builds() - before)
                    .as("builds after a change of %s", file)
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldNotBuildWhenATestSourceIsNewer() throws Exception {
        run(0);
        Files.writeString(tree.resolve("examples/src/test/SomeTest.java"), "");

        run(0);

        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void shouldShowTheTalkOnStandardErrorAndBuildNextTimeWhenTheBuildFails() throws Exception {
        final Said failed = run(1);
        final Said then = run(0);

        assertThat(failed.status()).isEqualTo(2);
        assertThat(failed.output()).isEmpty();
        assertThat(failed.error()).contains("Maven's talk").contains("the build of examples failed");
        assertThat(then.status()).isZero();
        assertThat(then.output()).doesNotContain("Maven's talk");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void shouldRefuseWhenTheJdkIsTooOld() throws Exception {
        Files.writeString(directory.resolve("jdk/release"), "JAVA_VERSION=\"11.0.2\"\n");

        final Said said = run(0);

        assertThat(said.status()).isEqualTo(2);
        assertThat(said.error()).contains("is Java 11: 17 or later is needed");
    }

    private Said run(final int mavenStatus) throws Exception {
        final Path output = directory.resolve("output");
        final Path error = directory.resolve("error");
        final ProcessBuilder builder = new ProcessBuilder(
                        tree.resolve("examples/run").toString(), "digest", "a dir")
                .redirectOutput(output.toFile())
                .redirectError(error.toFile());
        final Map<String, String> environment = builder.environment();
        environment.put("PATH", directory.resolve("bin") + ":" + environment.get("PATH"));
        environment.put("JAVA_HOME", directory.resolve("jdk").toString());
        environment.put("CALLS", calls.toString());
        environment.put("MAVEN_STATUS", String.valueOf(mavenStatus));
        final Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends").isTrue();
            return new Said(Files.readString(output), Files.readString(error), process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }

    private int builds() throws IOException {
        return Files.readAllLines(calls, StandardCharsets.UTF_8).size();
    }

    /** Until a file written now is newer than that time: what is built then isn't stale. */
    private void awaitAfter(final FileTime time) throws IOException {
        final Path file = directory.resolve("clock");
        do {
            Files.writeString(file, "");
        } while (Files.getLastModifiedTime(file).compareTo(time) <= 0);
    }

    private void script(final String name, final String text) throws IOException {
        final Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
