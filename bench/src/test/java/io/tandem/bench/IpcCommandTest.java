package io.tandem.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole command, in a JVM of its own. */
class IpcCommandTest {
    private static final Duration LIMIT = Duration.ofSeconds(110);
    private static final Pattern ROW = Pattern.compile("\\{\"name\": \"([^\"]+)\", \"metric\": \"([^\"]+)\","
            + " \"unit\": \"(ns|msg/s|B/op)\", \"value\": ([^,]+), \"against\": (null|\"[^\"]+\"), \"ratio\": ([^,]+),"
            + " \"spread\": (null|\\[[^]]+]), \"bar\": (null|\"[^\"]+\"), \"met\": (null|true|false)},?");

    @TempDir
    private Path directory;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endWhatIsLeft() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void shouldMeasureEveryRowInTwoProcesses() throws Exception {
        final Path json = directory.resolve("rows.json");

        final Process run =
                start("ipc", "--seconds", "0.2", "--warm-up", "20", "--slice", "2", "--json", json.toString());

        assertThat(run.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).as(errors()).isZero();
        final String table = Files.readString(directory.resolve("output"));
        assertThat(table).contains("Agrona against itself", "raw pipe", "typed pipe", "asleep", "reference round trip");
        final List<String> lines = Files.readAllLines(json);
        assertThat(lines.get(0)).isEqualTo("[");
        assertThat(lines.get(lines.size() - 1)).isEqualTo("]");
        final List<String> rows = lines.subList(1, lines.size() - 1);
        assertThat(rows).hasSizeGreaterThan(10).allSatisfy(row -> {
            final Matcher matcher = ROW.matcher(row);
            assertThat(matcher.matches()).as(row).isTrue();
            assertThat(Double.parseDouble(matcher.group(4))).isNotNegative().isLessThan(1e12);
            assertThat(table).contains(matcher.group(1));
        });
        assertNothingIsLeftOf(run);
    }

    @Test
    void shouldListWhatThereIsWhenAskedForNothing() throws Exception {
        final Process run = start();

        assertThat(run.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).isZero();
        assertThat(Files.readString(directory.resolve("output"))).contains("ipc ");
    }

    @Test
    void shouldRefuseAPinThatIsNotAPair() throws Exception {
        final Process run = start("ipc", "--pin", "0");

        assertThat(run.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).isEqualTo(2);
        assertThat(errors()).contains("--pin takes two processors");
    }

    @Test
    void shouldLeaveNothingWhenItIsToldToEnd() throws Exception {
        final Process run = start("ipc", "--seconds", "600", "--slice", "2");
        final ProcessHandle peer = awaitPeer(run);

        run.destroy();

        assertThat(run.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).isEqualTo(143);
        assertThat(peer.isAlive()).isFalse();
        assertNothingIsLeftOf(run);
    }

    @Test
    void shouldSaySoAndLeaveNothingWhenThePeerIsKilled() throws Exception {
        final Process run = start("ipc", "--seconds", "600", "--slice", "2");
        final ProcessHandle peer = awaitPeer(run);

        peer.destroyForcibly();

        assertThat(run.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).isEqualTo(1);
        assertThat(errors()).contains("the peer (pid " + peer.pid() + ") ended by signal 9");
        assertNothingIsLeftOf(run);
    }

    /** Waits until slices are measured, which is when progress is told. */
    private ProcessHandle awaitPeer(final Process run) throws IOException {
        await().atMost(LIMIT).until(() -> !run.isAlive() || errors().contains("measuring"));
        assertThat(run.isAlive()).as(errors()).isTrue();
        return run.children().findFirst().orElseThrow();
    }

    private Process start(final String... arguments) throws IOException {
        final List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        final Process process = new ProcessBuilder(command)
                .redirectOutput(directory.resolve("output").toFile())
                .redirectError(directory.resolve("errors").toFile())
                .start();
        started.add(process);
        return process;
    }

    private String errors() throws IOException {
        return Files.readString(directory.resolve("errors"));
    }

    private static void assertNothingIsLeftOf(final Process run) throws IOException {
        final String prefix = "tandem-bench-" + run.pid() + "-";
        for (final Path parent : List.of(Path.of("/dev/shm"), Path.of(System.getProperty("java.io.tmpdir")))) {
            if (Files.isDirectory(parent)) {
                try (Stream<Path> files = Files.list(parent)) {
                    assertThat(files.filter(
                                    file -> file.getFileName().toString().startsWith(prefix)))
                            .isEmpty();
                }
            }
        }
        assertThat(run.descendants()).isEmpty();
    }
}
