package io.tandem.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JmhMainTest {
    @TempDir
    private Path directory;

    @Test
    void shouldLeaveNothingWhenItIsToldToEnd() throws Exception {
        final Process host = start("PipeStreamBenchmark.send$", "-w", "10m");
        try {
            final RunningFork running = RunningFork.await(host.toHandle());

            final int told = new ProcessBuilder("kill", "-INT", Long.toString(host.pid()))
                    .start()
                    .waitFor();

            assertThat(told).isZero();
            assertThat(host.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(host.exitValue()).isEqualTo(130);
            running.assertNothingIsLeft();
        } finally {
            host.descendants().forEach(ProcessHandle::destroyForcibly);
            host.destroyForcibly();
        }
    }

    @Test
    void shouldSayWhatIsWrongWhenNothingMatches() throws Exception {
        final Process host = start("no such benchmark");

        assertThat(host.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(host.exitValue()).isEqualTo(2);
        assertThat(Files.readString(directory.resolve("output"))).contains("bench/jmh: no benchmark's name matches");
    }

    private Process start(final String... arguments) throws Exception {
        final ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-Djmh.ignoreLock=true",
                "-cp",
                System.getProperty("java.class.path"),
                JmhMain.class.getName());
        builder.command().addAll(List.of(arguments));
        return builder.redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
    }
}
