package io.tandem.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueCommandTest {
    @TempDir
    private Path directory;

    @Test
    void shouldSkipWithTheReasonWhatIsNotThere() throws Exception {
        final Path json = directory.resolve("rows.json");

        try (BenchRun run = BenchRun.start(
                directory,
                List.of(),
                directory.toString(),
                "queue",
                "--only",
                "1P1C",
                "--seconds",
                "0.2",
                "--warm-up",
                "20",
                "--slice",
                "2",
                "--json",
                json.toString())) {
            assertThat(run.awaitEnd()).as(run.errors()).isZero();
            assertThat(run.output())
                    .contains("skipped: Python's Queue, 1P1C: there is no python3 on the PATH")
                    .contains("skipped: Chronicle Queue, 1P1C: Chronicle Queue needs --add-exports");
            assertThat(run.rows(json))
                    .anyMatch(
                            row -> row.contains(
                                    "\"ratio\": null, \"spread\": null,"
                                            + " \"bar\": \">= 50.00 x\", \"met\": null, \"skipped\": \"Python's Queue, 1P1C: there is no python3"));
        }
    }

    @Test
    void shouldSaySoAndLeaveNothingWhenAPythonProcessIsKilled() throws Exception {
        Assumptions.assumeTrue(hasPython(), "no python3");
        try (BenchRun run = BenchRun.start(directory, "queue", "--only", "2P2C", "--seconds", "600", "--slice", "2")) {
            final List<ProcessHandle> pythons = awaitPythons(run);

            pythons.get(1).destroyForcibly();

            assertThat(run.awaitEnd()).isEqualTo(1);
            assertThat(run.errors())
                    .contains("python3 (pid " + pythons.get(0).pid() + ") ended with exit code 1")
                    .containsPattern("its standard error:\n(its process|Traceback|Process)");
            run.assertNothingIsLeft();
        }
    }

    @Test
    void shouldSaySoAndLeaveNothingWhenPythonHangs() throws Exception {
        Assumptions.assumeTrue(hasPython(), "no python3");
        // Not less: on a loaded machine it takes seconds until four processes are there.
        try (BenchRun run = BenchRun.start(
                directory, "queue", "--only", "2P2C", "--seconds", "600", "--slice", "2", "--limit", "6")) {
            final List<ProcessHandle> pythons = awaitPythons(run);

            BenchRun.signal("STOP", pythons.get(0));

            assertThat(run.awaitEnd()).isEqualTo(1);
            assertThat(run.errors())
                    .contains(
                            "this took too long; python3 (pid " + pythons.get(0).pid() + ") runs");
            run.assertNothingIsLeft();
        }
    }

    @Test
    void shouldLeaveNoPythonWhenItIsToldToEnd() throws Exception {
        Assumptions.assumeTrue(hasPython(), "no python3");
        try (BenchRun run = BenchRun.start(directory, "queue", "--only", "2P2C", "--seconds", "600", "--slice", "2")) {
            awaitPythons(run);

            BenchRun.signal("INT", run.process().toHandle());

            assertThat(run.awaitEnd()).isEqualTo(130);
            run.assertNothingIsLeft();
        }
    }

    /** Waits until there are all of two producers and two consumers; returns the first producer, then the others. */
    private static List<ProcessHandle> awaitPythons(final BenchRun run) throws IOException {
        final List<ProcessHandle> pythons = new ArrayList<>();
        await().atMost(BenchRun.LIMIT).until(() -> {
            pythons.clear();
            pythons.addAll(pythonsAmong(run.process().children()));
            pythons.addAll(pythons.stream()
                    .flatMap(first -> pythonsAmong(first.children()).stream())
                    .toList());
            return pythons.size() == 4 || !run.process().isAlive();
        });
        assertThat(run.process().isAlive()).as(run.errors()).isTrue();
        return pythons;
    }

    private static List<ProcessHandle> pythonsAmong(final Stream<ProcessHandle> processes) {
        return processes
                .filter(one -> Stream.of(one.info().arguments().orElse(new String[0]))
                        .anyMatch(argument -> argument.endsWith("stream.py")))
                .toList();
    }

    static boolean hasPython() {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(one -> Files.isExecutable(Path.of(one, "python3")));
    }
}
