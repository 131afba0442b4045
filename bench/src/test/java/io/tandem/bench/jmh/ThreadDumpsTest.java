package io.tandem.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThreadDumpsTest {
    @AfterEach
    void nothingIsLeft() throws Exception {
        assertThat(ProcessHandle.current().children()).isEmpty();
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("tandem-bench-threads-")))
                    .isEmpty();
        }
    }

    @Test
    void shouldTellThreadsAndStacksWhenAJvmAnswers() {
        final ProcessHandle self = ProcessHandle.current();

        final String text = ThreadDumps.of(List.of(self));

        assertThat(text)
                .startsWith("== pid " + self.pid())
                .containsPattern("(?m)^" + self.pid() + " \\S.* [RSD] in ")
                .contains("ThreadDumpsTest.shouldTellThreadsAndStacksWhenAJvmAnswers");
    }

    @Test
    void shouldTellWhatTheKernelSeesWhenAProcessIsNoJvm() throws Exception {
        final Process cat = new ProcessBuilder("cat").start();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> cat.info().command().orElse("").endsWith("/cat"));

        final String text = ThreadDumps.of(List.of(cat.toHandle()));

        cat.getOutputStream().close();
        assertThat(cat.waitFor()).isZero();
        assertThat(text)
                .startsWith("== pid " + cat.pid())
                .containsPattern("(?m)^" + cat.pid() + " cat [RSD] in ")
                .endsWith("(no JVM)");
    }

    @Test
    void shouldSaySoWhenAProcessHasEnded() throws Exception {
        final Process ended = new ProcessBuilder("true").start();
        ended.waitFor();

        final String text = ThreadDumps.of(List.of(ended.toHandle()));

        assertThat(text).startsWith("== pid " + ended.pid()).contains("its threads can't be seen in /proc/");
    }
}
