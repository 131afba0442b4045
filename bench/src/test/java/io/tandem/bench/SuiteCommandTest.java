package io.tandem.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Suites whose subjects are only measured here; the others have tests of their own. */
class SuiteCommandTest {
    private static final List<String> ENOUGH_FOR_BULK = List.of("-Xmx1g");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "bulk, 1 MiB, 7, 'raw pipe, copied in and out, 1 MiB'",
        "start, '', 6, 'child process, to exit'",
        "pool, '', 17, 'process pool, kill of a worker to a result of its successor'",
        "manager, '', 25, 'manager, clients at once: 4'"
    })
    void shouldMeasureEveryRow(final String suite, final String only, final int fewest, final String row)
            throws Exception {
        final Path json = directory.resolve("rows.json");

        try (BenchRun run = BenchRun.start(
                directory,
                ENOUGH_FOR_BULK,
                System.getenv("PATH"),
                suite,
                "--only",
                only,
                "--seconds",
                "0.2",
                "--warm-up",
                "10",
                "--slice",
                "2",
                "--json",
                json.toString())) {
            assertThat(run.awaitEnd()).as(run.errors()).isZero();
            assertThat(run.rows(json))
                    .hasSizeGreaterThanOrEqualTo(fewest)
                    .anyMatch(line -> line.contains("\"name\": \"" + row + "\""));
            run.assertNothingIsLeft();
        }
    }

    @Test
    void shouldSkipWithTheReasonsWhatIsNotThere() throws Exception {
        try (BenchRun run = BenchRun.start(
                directory,
                List.of(),
                directory.toString(),
                "sync",
                "--seconds",
                "0.2",
                "--warm-up",
                "10",
                "--slice",
                "2")) {
            assertThat(run.awaitEnd()).as(run.errors()).isZero();
            assertThat(run.output())
                    .contains("skipped: C robust mutex, two processes: there is no cc on the PATH")
                    .contains("skipped: Python's Lock: there is no python3 on the PATH");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bulk, of 64 MiB, 'queue, byte[], 64 MiB: needs a heap of 384 MiB, and has 96: raise -Xmx'",
        "pool, of 64 MiB, 'double[] of 64 MiB, an item: needs a heap of 256 MiB, and has 96: raise -Xmx'"
    })
    void shouldSkipLargeMessagesWhenTheHeapIsTooSmall(final String suite, final String only, final String skipped)
            throws Exception {
        try (BenchRun run = BenchRun.start(
                directory,
                List.of("-Xmx96m"),
                directory.toString(),
                suite,
                "--only",
                only,
                "--seconds",
                "0.2",
                "--warm-up",
                "10")) {
            assertThat(run.awaitEnd()).as(run.errors()).isZero();
            assertThat(run.output()).contains("skipped: " + skipped);
            run.assertNothingIsLeft();
        }
    }

    @ParameterizedTest
    @CsvSource({"pool, 'process pool, submit to result', 3", "manager, 'clients at once', 6"})
    void shouldLeaveNoProcessWhenItIsToldToEnd(final String suite, final String only, final int processes)
            throws Exception {
        try (BenchRun run = BenchRun.start(directory, suite, "--only", only, "--seconds", "600")) {
            run.awaitPeer();
            await().atMost(BenchRun.LIMIT)
                    .until(() ->
                            !run.process().isAlive() || run.process().children().count() >= processes);
            final List<ProcessHandle> all = run.process().descendants().toList();

            BenchRun.signal("INT", run.process().toHandle());

            assertThat(run.awaitEnd()).as(run.errors()).isEqualTo(130);
            await().atMost(BenchRun.LIMIT).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
            run.assertNothingIsLeft();
        }
    }

    @Test
    void shouldSaySoAndLeaveNothingWhenTheSecondProcessOfAProgramIsKilled() throws Exception {
        Assumptions.assumeTrue(has("cc"), "no cc");
        try (BenchRun run = BenchRun.start(directory, "sync", "--only", "locked increments", "--seconds", "600")) {
            run.awaitPeer();
            await().atMost(BenchRun.LIMIT)
                    .until(() -> !run.process().isAlive() || secondMutexes(run).size() == 1);

            secondMutexes(run).get(0).destroyForcibly();

            assertThat(run.awaitEnd()).isEqualTo(1);
            assertThat(run.errors()).contains("mutex (pid ");
            run.assertNothingIsLeft();
        }
    }

    private static List<ProcessHandle> secondMutexes(final BenchRun run) {
        return run.process()
                .children()
                .flatMap(ProcessHandle::children)
                .filter(process -> process.info().command().orElse("").endsWith("/mutex"))
                .toList();
    }

    private static boolean has(final String program) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(one -> Files.isExecutable(Path.of(one, program)));
    }
}
