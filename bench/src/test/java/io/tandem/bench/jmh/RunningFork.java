package io.tandem.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A JVM that JMH has started, and the one that a benchmark's state has started there. */
record RunningFork(ProcessHandle fork, ProcessHandle peer) {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Waits for them; of what a process starts, a fork is the one that starts another. */
    static RunningFork await(final ProcessHandle host) {
        return Awaitility.await()
                .atMost(LIMIT)
                .until(
                        () -> host.children()
                                .flatMap(fork -> fork.children().map(peer -> new RunningFork(fork, peer)))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    void assertNothingIsLeft() throws IOException {
        Awaitility.await().atMost(LIMIT).until(() -> !fork.isAlive() && !peer.isAlive());
        final String own = "tandem-bench-" + fork.pid() + "-";
        for (final Path parent : new Path[] {Path.of("/dev/shm"), Path.of(System.getProperty("java.io.tmpdir"))}) {
            if (Files.isDirectory(parent)) {
                try (Stream<Path> files = Files.list(parent)) {
                    assertThat(files.filter(
                                    file -> file.getFileName().toString().startsWith(own)))
                            .isEmpty();
                }
            }
        }
    }
}
