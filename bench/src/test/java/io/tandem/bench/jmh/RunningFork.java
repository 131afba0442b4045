package io.tandem.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A JVM that JMH has started, and the one that a benchmark's state has started there. */
record RunningFork(ProcessHandle fork, ProcessHandle peer) {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String CHILD_MAIN = "io.tandem.process.internal.ChildMain";

    /**
     * Waits for them; of what a process starts, a fork is the one that starts a child of ours. It starts other programs, too:
     * JNA looks for libraries with one, which lives for long enough to be found on a busy machine.
     */
    static RunningFork await(final ProcessHandle host) {
        return Awaitility.await()
                .atMost(LIMIT)
                .until(
                        () -> host.children()
                                .flatMap(fork -> fork.children()
                                        .filter(RunningFork::isPeer)
                                        .map(peer -> new RunningFork(fork, peer)))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    // Not by its program: until a process has become another one, it looks like the one that started it.
    private static boolean isPeer(final ProcessHandle process) {
        try {
            return Files.readString(
                            Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1)
                    .contains(CHILD_MAIN);
        } catch (final IOException e) {
            return false; // it has ended meanwhile
        }
    }

    /** Waits for a run of it; one that hangs fails with what both JVMs are doing. */
    <T> T awaitResult(final Future<T> run) throws InterruptedException, ExecutionException {
        try {
            return run.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (final TimeoutException e) {
            throw new AssertionError(
                    "the run hangs, and this is what its JVMs are doing:" + System.lineSeparator()
                            + ThreadDumps.of(List.of(fork)),
                    e);
        }
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
